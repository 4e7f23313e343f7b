import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit, verifyAudit } from "./audit";
import { testDatabase } from "./testing";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());

const NOW = new Date("2026-11-23T09:42:00.123Z");
const record = (subject: string, detail?: object) => ({
  actor: "mara@marlow.example",
  action: "test.done",
  subject,
  detail,
});
const write = (subject: string, detail?: object) =>
  db.$transaction((tx) => audit(tx, record(subject, detail), NOW));

test("an empty trail is whole", async () => {
  assert.deepEqual(await verifyAudit(db), { rows: 0, brokenAt: null });
});

test("rows written at the same time by many make one chain", async () => {
  await Promise.all(Array.from({ length: 25 }, (_, index) => write(`thing ${index}`)));
  assert.deepEqual(await verifyAudit(db), { rows: 25, brokenAt: null });
});

test("whatever JSON the detail is, it reads back to the same hash", async () => {
  await write("strange", {
    b: 1,
    a: [1e21, 0.1, -0, null],
    é: "ü'\"\\",
    nested: { z: undefined, y: true, x: { 2: 1, 10: 2 } },
  });
  assert.equal((await verifyAudit(db)).brokenAt, null);
});

test("a change that is rolled back leaves no row", async () => {
  const { rows } = await verifyAudit(db);
  await assert.rejects(
    db.$transaction(async (tx) => {
      await audit(tx, record("nothing"), NOW);
      throw new Error("no");
    }),
  );
  assert.equal((await verifyAudit(db)).rows, rows);
});

for (const [what, statement] of [
  ["changed", "update audit_entry set actor = 'somebody else'"],
  ["deleted", "delete from audit_entry"],
  ["emptied", "truncate audit_entry"],
  ["changed by nobody's where", "update audit_entry set actor = '' where false"],
]) {
  test(`the trail cannot be ${what}`, async () => {
    await assert.rejects(db.$executeRawUnsafe(statement ?? ""), /append-only/);
  });
}

test("who gets round the trigger is found: a changed row, a missing row, a row in between", async () => {
  const rows = await db.auditEntry.findMany({ orderBy: { id: "asc" } });
  const target = rows[10];
  assert.ok(target);
  const tamper = (statement: string) =>
    db.$transaction([
      db.$executeRawUnsafe("alter table audit_entry disable trigger all"),
      db.$executeRawUnsafe(statement),
      db.$executeRawUnsafe("alter table audit_entry enable trigger all"),
    ]);
  await tamper(`update audit_entry set actor = 'somebody else' where id = ${target.id}`);
  assert.equal((await verifyAudit(db)).brokenAt, String(target.id));
  await tamper(`update audit_entry set actor = '${target.actor}' where id = ${target.id}`);
  assert.equal((await verifyAudit(db)).brokenAt, null);
  await tamper(`delete from audit_entry where id = ${target.id}`);
  assert.equal((await verifyAudit(db)).brokenAt, String(rows[11]?.id));
});
