import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { NewEntry } from "@/lib/core/suppression-entry";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { addManualEntry, moveEntryEnd } from "./manual-entries";
import { address } from "./reports/address";
import { suppressions } from "./reports/suppressions";
import { testDatabase } from "./testing";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 10, 19, 8);
const NOW = new Date(T);
const ADMIN = { email: "admin@marlow.example", role: "admin" } as const;
const MARKETER = { email: "anna@marlow.example", role: "marketer" } as const;
const IDA = "Ida.Berg@posteo.example";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(() => db.suppressionEntry.deleteMany());

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const asked = (more: object = {}) => NewEntry.parse({ recipient: IDA, reason: "Asked by phone", ...more });
const add = (more: object = {}, actor: typeof ADMIN | typeof MARKETER = ADMIN, now = NOW) =>
  addManualEntry(db, asked(more), actor, now);
const check = async (to: string, more: object = {}) =>
  (await checkAddresses(db, [to], { now: NOW, record: false, ...more }))[0]?.allowed;
const trail = async () => {
  const row = await db.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  return [row.actor, row.action, row.subject, row.detail];
};

test("an address is kept from all mail, whatever its spelling, and the trail says why", async () => {
  const { id } = await add();
  assert.equal(await check("ida.berg@POSTEO.example"), false);
  const detail = { reason: "Asked by phone", list: "", sender: "", until: null };
  assert.deepEqual(await trail(), [ADMIN.email, "suppression.added", IDA, detail]);
  const { suppressed, known } = await address(db, IDA, { at: T });
  assert.deepEqual(suppressed, [
    { entry: id, reason: "manual", until: null, list: null, sender: "", wholeDomain: false },
  ]);
  assert.equal(known, true);
});

test("a whole domain, one list, one sender domain: each holds just that mail", async () => {
  const list = await db.list.create({ data: { name: "Club news" } });
  await add({ recipient: "@Retired.example" });
  assert.equal(await check("anybody@retired.example"), false);
  assert.equal(await check("anybody@sub.retired.example"), true);
  const { suppressed } = await address(db, "anybody@retired.example", { at: T });
  assert.equal(suppressed[0]?.wholeDomain, true);

  await add({ listId: list.id });
  await add({ sender: "news@News.marlow.example", until: new Date(T + HOUR).toISOString() });
  assert.equal(await check(IDA), true);
  assert.equal(await check(IDA, { listId: list.id }), false);
  assert.equal(await check(IDA, { sender: "news.marlow.example" }), false);
  assert.equal(await check(IDA, { sender: "news.marlow.example", now: new Date(T + HOUR) }), true);
  const { rows } = await suppressions(db, { sender: "news.marlow.example" }, T);
  assert.deepEqual(
    rows.map((row) => [row.recipient, row.sender, row.until]),
    [[IDA, "news.marlow.example", T + HOUR]],
  );
});

test("what cannot be is refused and writes nothing", async () => {
  const audited = await db.auditEntry.count();
  await assert.rejects(add({}, MARKETER), refused("not-allowed"));
  await assert.rejects(add({ until: NOW.toISOString() }), refused("invalid-input"));
  await assert.rejects(add({ listId: 4711 }), refused("not-found"));
  for (const wrong of [
    { recipient: "nobody" },
    { recipient: "@" },
    { recipient: "@localhost" },
    { reason: " x " },
    { listId: 1, sender: "a.example" },
    { until: "tomorrow" },
    { until: "9999-12-31T23:59:59-14:00" },
  ])
    assert.equal(NewEntry.safeParse({ recipient: IDA, reason: "Asked to", ...wrong }).success, false);
  assert.deepEqual([await db.suppressionEntry.count(), await db.auditEntry.count()], [0, audited]);
});

test("of many who block the same at once one does, and the others are told", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => add()));
  const failures = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  assert.equal(failures.length, 7);
  for (const failure of failures) assert.ok(refused("conflict")(failure), String(failure));
  await add({ sender: "a.example" });
  assert.equal(await db.suppressionEntry.count(), 2, "other mail is another entry");
});

test("an end is moved, and taken away", async () => {
  const until = T + HOUR;
  const { id } = await add({ until: new Date(until).toISOString() });
  await moveEntryEnd(db, { id, was: until, until: T + 9 * HOUR }, ADMIN, NOW);
  assert.equal(await check(IDA, { now: new Date(T + 8 * HOUR) }), false);
  const iso = (ms: number) => new Date(ms).toISOString();
  assert.deepEqual(await trail(), [
    ADMIN.email,
    "suppression.end-moved",
    IDA,
    { entry: id, reason: "manual", from: iso(until), to: iso(T + 9 * HOUR) },
  ]);
  await moveEntryEnd(db, { id, was: T + 9 * HOUR, until: null }, ADMIN, NOW);
  assert.equal(await check(IDA, { now: new Date(T + 9_999 * HOUR) }), false);
});

test("an end that somebody else has moved, that is past, or that is nobody's is refused", async () => {
  const until = T + HOUR;
  const { id } = await add({ until: new Date(until).toISOString() });
  const move = (more: object, now = NOW, actor: typeof ADMIN | typeof MARKETER = ADMIN) =>
    moveEntryEnd(db, { id, was: until, until: T + 9 * HOUR, ...more }, actor, now);
  const audited = await db.auditEntry.count();
  await assert.rejects(move({}, NOW, MARKETER), refused("not-allowed"));
  await assert.rejects(move({ was: null }), refused("conflict"));
  await assert.rejects(move({ until: T }), refused("invalid-input"));
  await assert.rejects(move({ id: id + 1 }), refused("not-found"));
  await assert.rejects(move({}, new Date(until)), refused("conflict"), "it has run out");
  await db.suppressionEntry.update({ where: { id }, data: { reason: "complaint" } });
  await assert.rejects(move({}), refused("conflict"));
  assert.equal(await db.auditEntry.count(), audited);
  await db.suppressionEntry.update({ where: { id }, data: { reason: "manual" } });
  const outcomes = await Promise.allSettled([move({}), move({}), move({})]);
  assert.equal(outcomes.filter((one) => one.status === "fulfilled").length, 1);
});
