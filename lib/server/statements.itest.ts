import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { PrismaClient } from "@/prisma/generated/client";
import { inDriverTransaction, type Statements, statements } from "./statements";
import { testDatabase } from "./testing";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());

const AT = new Date("2026-03-29T01:30:00.123Z");
const zone = process.env.TZ;

test("values go in and come out as through Prisma, wherever this machine is", async (t) => {
  t.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const ask = (by: Statements) => by.$queryRaw<unknown[]>`
    select ${-(2n ** 63n)}::bigint as large, 7::int as small, ${AT}::timestamp as at, null::timestamp as never,
      ${["a", 'b"'] as string[]}::text[] as words, '{"a": [1]}'::jsonb as json, ${true}::boolean as yes, 1.5::float8 as part`;
  const expected = await ask(db);
  for (const TZ of ["America/St_Johns", "Europe/Berlin"]) {
    process.env.TZ = TZ;
    assert.deepEqual(await ask(statements(db)), expected);
    assert.deepEqual((await ask(statements(db)))[0], { ...(expected[0] as object), at: AT, never: null });
  }
});

const add = (tx: Statements, name: string) => tx.$executeRaw`insert into list (name) values (${name})`;
const isThere = async (name: string) => (await db.list.count({ where: { name } })) > 0;

test("a transaction that fails leaves nothing, and its connection is good for the next", async () => {
  const failed = inDriverTransaction(db, async (tx) => {
    assert.equal(await add(tx, "lost"), 1);
    throw new Error("no");
  });
  await assert.rejects(failed, /^Error: no$/);
  assert.equal(await isThere("lost"), false);
  await inDriverTransaction(db, (tx) => add(tx, "kept"));
  assert.equal(await isThere("kept"), true);
});

test("who goes on after a statement that failed is not told that it was stored", async () => {
  const swallowed = inDriverTransaction(db, async (tx) => {
    await add(tx, "swallowed");
    await tx.$queryRaw`select 1 / 0`.catch(() => {});
  });
  await assert.rejects(swallowed, /rolled back/);
  assert.equal(await isThere("swallowed"), false);
});

test("a connection that is lost in the middle is an error, and replaced", async () => {
  const cut = inDriverTransaction(db, async (tx) => {
    await add(tx, "cut");
    await tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`;
  });
  await assert.rejects(cut);
  assert.equal(await isThere("cut"), false);
  await inDriverTransaction(db, (tx) => add(tx, "after"));
});

test("a transaction that is the victim of a deadlock is run again", async () => {
  const [one, two] = [
    await db.list.create({ data: { name: "1" } }),
    await db.list.create({ data: { name: "2" } }),
  ];
  let met = 0;
  let meet = () => {};
  const both = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const rename = (ids: number[], name: string) =>
    inDriverTransaction(db, async (tx) => {
      for (const id of ids) {
        await tx.$executeRaw`update list set name = name || ${name} where id = ${id}`;
        if (++met === 2) meet();
        await both;
      }
    });
  await Promise.all([rename([one.id, two.id], "a"), rename([two.id, one.id], "b")]);
  const names = await db.list.findMany({ where: { id: { in: [one.id, two.id] } } });
  assert.deepEqual(new Set(names.flatMap(({ name }) => [...name.slice(1)].sort().join(""))), new Set(["ab"]));
});
