import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import { database, openDatabase } from "./database";
import { route } from "./http";
import { databaseAway } from "./outage";
import { testDatabase } from "./testing";
import { testEnvironment } from "./testing-session";

let db: PrismaClient;
let url: string;
let drop: () => Promise<void>;
before(async () => {
  ({ db, url, drop } = await testDatabase());
});
after(() => drop());

const errorOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => assert.fail("it should have failed"),
    (error) => error,
  );
const at = (port: number): PrismaClient => openDatabase(`postgresql://app@127.0.0.1:${port}/nothing`);

test("nobody listens there", async () => {
  assert.equal(databaseAway(await errorOf(at(1).user.count())), true);
  assert.equal(databaseAway(await errorOf(at(1).$queryRaw`select 1`)), true);
  assert.equal(databaseAway(await errorOf(at(1).$transaction(async (tx) => tx.user.count()))), true);
});

test("the server ended the connection in the middle of a query", async () => {
  const other = openDatabase(url, 1);
  const failure = errorOf(other.$queryRaw`select pg_sleep(20)::text`);
  const admin = new pg.Client(url);
  await admin.connect();
  await assertEventually(async () => {
    const { rowCount } = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()",
    );
    return Boolean(rowCount);
  });
  await admin.end();
  assert.equal(databaseAway(await failure), true);
  await other.$disconnect();
});

test("all connections cut again and again, in and between statements: every failure is an outage, nothing else breaks", async () => {
  const busy = openDatabase(`${url}?application_name=cut`, 10);
  const admin = new pg.Client(url);
  await admin.connect();
  const failures: unknown[] = [];
  let over = false;
  const worker = async (n: number) => {
    while (!over) {
      const work =
        n % 2
          ? busy.user.count()
          : busy.$transaction(async (tx) => (await tx.user.count()) + (await tx.list.count()));
      await work.catch((error) => failures.push(error));
    }
  };
  const workers = Array.from({ length: 20 }, (_, n) => worker(n));
  for (let cut = 0; cut < 40; cut += 1) {
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut' and datname = current_database()",
    );
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  over = true;
  await Promise.all(workers);
  await admin.end();
  await busy.$disconnect();
  assert.ok(failures.length > 0);
  assert.deepEqual(
    failures.filter((error) => !databaseAway(error)),
    [],
  );
});

test("what is wrong with a statement is not an outage", async () => {
  assert.equal(databaseAway(await errorOf(db.$queryRaw`select * from nowhere`)), false);
  const row = { id: 1, name: "Marlow Books" };
  await db.organisation.create({ data: row });
  assert.equal(databaseAway(await errorOf(db.organisation.create({ data: row }))), false);
  for (const error of [new Error("no"), null, undefined, "text", 7]) assert.equal(databaseAway(error), false);
});

test("a handler answers 503 with Retry-After", async () => {
  testEnvironment("postgresql://app@127.0.0.1:1/nothing");
  const handler = route({ role: "anyone", run: ({ db: away }) => away.user.count() });
  const response = await handler(new Request("https://repute.example/api"), { params: Promise.resolve({}) });
  assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "10"]);
  await database().$disconnect();
});

async function assertEventually(check: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("it did not happen within five seconds");
}
