import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { GRACE } from "@/lib/core/retention";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { eraseRecipient } from "./erase";
import { ingest } from "./ingest";
import { applySoftPolicy, changeSoftPolicy, softPolicy } from "./soft-policy";
import { testDatabase } from "./testing";
import { releaseAll } from "./testing-release";
import { testEnvironment } from "./testing-session";
import { emptied } from "./testing-state";
import { rebuild, verify } from "./verify";

const DAY = 86_400_000;
const T = Date.UTC(2026, 9, 1, 8);
const day = (n: number) => new Date(T + n * DAY);
const ADMIN = { email: "admin@marlow.example", role: "admin" } as const;
const IDA = "ida@posteo.example";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
});
after(() => drop?.());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
  await db.$executeRaw`update retention set log_from = null`;
  await db.softPolicy.updateMany({ data: { active: true, inARow: 3, days: 2, phase: "settled" } });
  // Ida is held now; Jo was until a mail arrived; Kim was released and is held again; Lee bounced twice only.
  await bounced(IDA, [1, 2, 3, 4]);
  await bounced("jo@posteo.example", [1, 2, 3]);
  await take("jo@posteo.example", 5, "delivered");
  await bounced("kim@posteo.example", [1, 2, 3]);
  await releaseAll(db, { recipient: "kim@posteo.example" }, ADMIN, day(4));
  await bounced("kim@posteo.example", [5, 6, 7]);
  await bounced("lee@posteo.example", [1, 9]);
});

const take = (recipient: string, n: number, kind: "soft" | "delivered") =>
  ingest(
    db,
    [
      {
        ...{ source: "acs", route: "webhook", messageId: `${recipient} ${n}`, recipient, kind },
        ...{ at: day(n).getTime(), sender: "news@marlow.example", reply: kind === "soft" ? 452 : 250 },
        ...{ enhanced: "", category: "mailbox-full" },
      },
    ],
    { importId: 0 },
  );
async function bounced(recipient: string, days: number[]): Promise<void> {
  for (const n of days) await take(recipient, n, "soft");
}

const checked = async () => (await verify(db)).find((check) => check.name === "soft_entry");
const standing = async () =>
  (
    await db.suppressionEntry.findMany({
      where: { reason: "soft" },
      orderBy: [{ recipient: "asc" }, { since: "asc" }],
    })
  ).map(({ id: _, ...row }) => row);

test("what followed from deliveries is found right; what was released is no part of it", async () => {
  assert.deepEqual(await checked(), { name: "soft_entry", checked: 3, wrong: 0, unchecked: 0 });
});

const soft = "reason = 'soft' and ended_at is null";
const DAMAGES: [string, string, number][] = [
  ["one that is gone", `delete from suppression_entry where ${soft} and until is null`, 2],
  [
    "one that follows from nothing",
    `insert into suppression_entry (address, recipient, domain, reason, since, note)
     select address, recipient, domain, reason, since, 'invented' from suppression_entry
     where ${soft} and until is not null`,
    1,
  ],
  [
    "an end where there is none",
    `update suppression_entry set until = since + interval '1 day' where ${soft} and until is null`,
    4,
  ],
  ["another beginning", `update suppression_entry set since = since + interval '1 day' where ${soft}`, 6],
  [
    "one that holds a mailbox that bounced too seldom",
    `insert into suppression_entry (address, recipient, domain, reason, since)
     select address, recipient, 'posteo.example', 'soft', at from delivery
     where recipient = 'lee@posteo.example' limit 1`,
    1,
  ],
  ["a rule that asks for less", "update soft_policy set in_a_row = 2", 1],
  ["a policy that is off", "update soft_policy set active = false", 3],
];
for (const [name, damage, wrong] of DAMAGES)
  test(`finds ${name} and puts it right`, async () => {
    const before = await standing();
    await db.$executeRawUnsafe(damage);
    assert.equal((await checked())?.wrong, wrong);
    await rebuild(db);
    assert.equal((await checked())?.wrong, 0);
    if (!damage.includes("soft_policy")) assert.deepEqual(await standing(), before);
  });

test("while a change of the policy is gone through nothing is called wrong; a rebuild goes through to its end", async () => {
  const { version } = await softPolicy(db);
  await changeSoftPolicy(db, { active: true, inARow: 2, days: 1, version }, ADMIN, day(9));
  assert.deepEqual(await checked(), { name: "soft_entry", checked: 0, wrong: 0, unchecked: 3 });
  await rebuild(db);
  assert.deepEqual(await checked(), { name: "soft_entry", checked: 4, wrong: 0, unchecked: 0 });
});

test("an entry whose row began before the deliveries that are kept stands, and is told of as older", async () => {
  await bounced("max@posteo.example", [0, 20, 45]);
  const logFrom = new Date(day(10).getTime() + GRACE);
  await db.delivery.deleteMany({ where: { at: { lt: day(10) } } });
  await db.$executeRaw`update retention set log_from = ${logFrom}::timestamp`;
  const before = await standing();
  assert.deepEqual(await checked(), { name: "soft_entry", checked: 0, wrong: 0, unchecked: 4 });
  await bounced("max@posteo.example", [46]);
  await rebuild(db);
  assert.deepEqual(await standing(), before);
});

test("who was erased stays held, under no name, whatever is counted again", async () => {
  await eraseRecipient(db, IDA, ADMIN.email, day(9));
  assert.equal((await checked())?.wrong, 0);
  const before = await standing();
  await db.softPolicy.updateMany({ data: { phase: "entries" } });
  await applySoftPolicy(db);
  await rebuild(db);
  assert.deepEqual(await standing(), before);
  const [answer] = await checkAddresses(db, [IDA], { now: day(9), record: false });
  assert.equal(answer?.allowed, false);
});

test("nothing is called wrong while others write, and what they write is found right", async () => {
  const names = ["nia", "ole", "pat", "quinn"].map((name) => `${name}@posteo.example`);
  const writing = names.map((name) => bounced(name, [1, 2, 3, 4, 5, 6]));
  const [found] = await Promise.all([checked(), ...writing]);
  assert.equal(found?.wrong, 0);
  assert.deepEqual(await checked(), { name: "soft_entry", checked: 7, wrong: 0, unchecked: 0 });
});
