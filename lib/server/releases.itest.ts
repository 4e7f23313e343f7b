import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { CONFIRM_WITHIN, type ReleaseAsk } from "@/lib/core/release";
import { SUPPRESSION_REASONS, type SuppressionReason } from "@/lib/core/suppression-reasons";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { ingest } from "./ingest";
import { addressKey } from "./keys";
import { changePreferences } from "./preferences";
import { recipientView } from "./recipient-view";
import { carryRelease, continueReleases } from "./release-batch";
import { carryUndo, undoRelease } from "./release-undo";
import { confirmRelease, prepareRelease } from "./releases";
import { address } from "./reports/address";
import { releases } from "./reports/releases";
import { suppressions } from "./reports/suppressions";
import { addEntries } from "./suppression-entries";
import { testDatabase } from "./testing";
import { releaseAll } from "./testing-release";
import { emptied, stateOf } from "./testing-state";
import { newSubscriberId } from "./token";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 10, 19, 8);
const at = (hours: number) => new Date(T + hours * HOUR);
const ADMIN = { email: "admin@marlow.example", role: "admin" } as const;
const MARKETER = { email: "anna@marlow.example", role: "marketer" } as const;
const IDA = "Ida.Berg@posteo.example";
const REASON = "Ticket 4711";
const ALL = [...SUPPRESSION_REASONS];

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
});

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
let serial = 0;
const hard = (recipient: string, when: Date, messageId = `m${++serial}`) => ({
  ...{ source: "acs" as const, route: "webhook" as const, messageId, recipient, at: when.getTime() },
  ...{ kind: "hard" as const, sender: "news@marlow.example" },
  ...{ reply: 550, enhanced: "5.1.1", category: "invalid-recipient" as const },
});
const bounce = (recipients: string[], when = at(0)) =>
  ingest(
    db,
    recipients.map((one) => hard(one, when)),
    { importId: 0 },
  );
const enter = (reason: Exclude<SuppressionReason, "bounce">, recipient = IDA, more: object = {}) =>
  db.$transaction((tx) => addEntries(tx, [{ recipient, reason, since: at(0), ...more }]));
const allowed = async (to: string, now: Date, more: object = {}) =>
  (await checkAddresses(db, [to], { now, record: false, ...more }))[0]?.allowed;
const prepare = (asked: ReleaseAsk, now = at(1)) => prepareRelease(db, asked, ADMIN, now);
const confirm = (id: number, more: object = {}, now = at(1)) =>
  confirmRelease(db, { id, reason: REASON, reasons: ALL, optOuts: 0, ...more }, ADMIN, now);
const actions = async () =>
  (await db.auditEntry.findMany({ orderBy: { id: "asc" } })).map((row) => row.action).slice(-3);

test("what was counted is released, and nothing that came since", async () => {
  await bounce(["a@m.example", "b@m.example"]);
  await enter("manual", "c@m.example");
  const { id, counts, recipients } = await prepare({ filter: { q: "@m.example" } });
  assert.deepEqual([counts, recipients], [{ bounce: 2, manual: 1 }, 3]);
  await bounce(["late@m.example"], at(1));
  await enter("manual", "late2@m.example");
  assert.deepEqual(await confirm(id), { id, items: 3, released: 3, state: "done" });
  for (const one of ["a", "b", "c"]) assert.equal(await allowed(`${one}@m.example`, at(1)), true, one);
  for (const one of ["late", "late2"]) assert.equal(await allowed(`${one}@m.example`, at(2)), false, one);
  const row = await db.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  const detail = { release: id, reason: REASON, asked: { filter: { q: "@m.example" } }, counts };
  assert.deepEqual([row.action, row.subject, row.detail], ["suppression.released", "3 suppressions", detail]);
});

test("of what was counted, some reasons; by rows of the list; what has run out by then is gone", async () => {
  await bounce([IDA]);
  const [manual = 0] = await enter("manual");
  const first = await prepare({ recipient: " ida.berg@POSTEO.example " });
  assert.deepEqual(first.counts, { bounce: 1, manual: 1 });
  await confirm(first.id, { reasons: ["bounce"] });
  assert.equal(await allowed(IDA, at(1)), false, "the entry still holds it");
  const short = await enter("manual", "short@m.example", { until: at(1.5) });
  const rows = [manual, ...short].map((id) => ({ kind: "entry" as const, id: BigInt(id) }));
  const second = await prepare({ rows });
  assert.deepEqual(await confirm(second.id, {}, at(1.9)), {
    id: second.id,
    items: 2,
    released: 1,
    state: "done",
  });
  assert.equal(await allowed(IDA, at(2)), true);
  const states = await db.suppressionReleaseItem.findMany({ where: { releaseId: second.id } });
  assert.deepEqual(states.map(({ state }) => state).sort(), ["gone", "released"]);
});

test("what recipients decided needs the second confirmation, with its number", async () => {
  await bounce([IDA]);
  await enter("complaint");
  const { id, counts } = await prepare({ recipient: IDA });
  assert.deepEqual(counts, { complaint: 1, bounce: 1 });
  await assert.rejects(confirm(id), refused("conflict"));
  await assert.rejects(confirm(id, { optOuts: 2 }), refused("conflict"));
  assert.equal(await allowed(IDA, at(1)), false);
  await confirm(id, { optOuts: 1 });
  assert.equal(await allowed(IDA, at(1)), true);
});

test("a release that is refused changes nothing", async () => {
  await bounce([IDA]);
  const before = [await stateOf(db), await db.auditEntry.count()];
  await assert.rejects(prepareRelease(db, { recipient: IDA }, MARKETER, at(1)), refused("not-allowed"));
  await assert.rejects(prepare({ recipient: IDA }, at(25)), refused("conflict"), "it has run out");
  await assert.rejects(prepare({ recipient: "nobody@m.example" }), refused("conflict"));
  await assert.rejects(prepare({ filter: { reason: "manual" } }), refused("conflict"));
  assert.equal(await db.suppressionRelease.count(), 0, "what was not counted is not kept");
  const { id } = await prepare({ recipient: IDA });
  const late = new Date(at(1).getTime() + CONFIRM_WITHIN);
  await assert.rejects(confirm(id, {}, late), refused("conflict"));
  await assert.rejects(confirm(id, { reasons: ["manual"] }), refused("conflict"));
  await assert.rejects(confirm(4711), refused("not-found"));
  const input = { id, reason: REASON, reasons: ALL, optOuts: 0 };
  await assert.rejects(confirmRelease(db, input, MARKETER, at(1)), refused("not-allowed"));
  await assert.rejects(undoRelease(db, id, ADMIN, at(1)), refused("not-found"), "it was never released");
  assert.deepEqual([await stateOf(db), await db.auditEntry.count()], before);
});

test("of many who release the same at once, one does", async () => {
  await bounce([IDA]);
  const prepared = [];
  for (let i = 0; i < 4; i++) prepared.push(await prepare({ recipient: IDA }));
  const twice = [...prepared, ...prepared];
  const outcomes = await Promise.allSettled(twice.map(({ id }) => confirm(id)));
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of outcomes) if (one.status === "rejected") assert.ok(refused("conflict")(one.reason));
  const facts = await db.suppressionFact.count({ where: { kind: 0 } });
  assert.equal(facts, 1);
});

test("an undo withdraws the fact: the lease stands as if there had been no release, later bounces included", async () => {
  await bounce([IDA]);
  const before = await stateOf(db);
  const { id } = await releaseAll(db, { recipient: IDA }, ADMIN, at(1));
  assert.equal(await allowed(IDA, at(2)), true);
  const undone = await undoRelease(db, id, ADMIN, at(2));
  assert.deepEqual(undone, { id, undone: 1, state: "undone" });
  assert.deepEqual(await stateOf(db), before);
  assert.deepEqual((await actions()).slice(-2), ["suppression.released", "suppression.release-undone"]);
  await assert.rejects(undoRelease(db, id, ADMIN, at(2)), refused("conflict"));
  await assert.rejects(undoRelease(db, id, MARKETER, at(2)), refused("not-allowed"));

  const again = await releaseAll(db, { recipient: IDA }, ADMIN, at(3));
  const later = hard(IDA, at(5));
  await ingest(db, [later], { importId: 0 });
  await undoRelease(db, again.id, ADMIN, at(6));
  const lease = await db.lease.findUniqueOrThrow({ where: { address: addressKey(IDA) } });
  assert.deepEqual([lease.cycleStart, lease.until], [at(0), new Date(T + DAY)], "mail in flight");
});

test("entries hold again after an undo, but for those that somebody has ended or decided otherwise", async () => {
  const [one = 0] = await enter("imported", "one@m.example");
  const [two = 0] = await enter("imported", "two@m.example");
  const { id } = await releaseAll(db, { filter: { reason: "imported" } }, ADMIN, at(1));
  await db.suppressionEntry.update({ where: { id: two }, data: { endedAt: at(2) } });
  assert.equal((await undoRelease(db, id, ADMIN, at(3))).undone, 1);
  assert.equal(await allowed("one@m.example", at(3)), false);
  assert.equal(await allowed("two@m.example", at(3)), true);
  const items = await db.suppressionReleaseItem.findMany({ orderBy: { entryId: "asc" } });
  assert.deepEqual(
    items.map(({ entryId, state }) => [entryId, state]),
    [
      [one, "undone"],
      [two, "kept"],
    ],
  );
});

test("who had left a list is on it again, can leave again, and an undo respects what they said since", async () => {
  const list = await db.list.create({ data: { name: "Club news" } });
  const person = newSubscriberId();
  const key = addressKey(IDA);
  await db.subscriber.create({ data: { id: person, address: key, recipient: IDA } });
  await db.subscription.create({ data: { subscriberId: person, listId: list.id, since: at(-9) } });
  const decide = (kind: "leave" | "join" | "leave-all", when: Date) =>
    changePreferences(
      db,
      person,
      kind === "leave-all" ? { kind } : { kind, listId: list.id },
      { door: "one-click" },
      when,
    );
  const left = async (now: Date) =>
    (await recipientView(db, person, now))?.memberships[0]?.leftAt?.valueOf() ?? null;
  const mail = { listId: list.id };

  for (const kind of ["leave", "leave-all"] as const) {
    const then = (hours: number) => at(hours + (kind === "leave" ? 0 : 10));
    await decide(kind, then(0));
    const leftAt = await left(then(0));
    assert.notEqual(leftAt, null);
    const first = await releaseAll(db, { recipient: IDA }, ADMIN, then(1));
    assert.equal(await allowed(IDA, then(1), mail), true);
    assert.equal(await left(then(1)), null);
    await undoRelease(db, first.id, ADMIN, then(2));
    assert.equal(await left(then(2)), leftAt);
    assert.equal(await allowed(IDA, then(2), mail), false);

    const second = await releaseAll(db, { recipient: IDA }, ADMIN, then(3));
    assert.notEqual(await decide("leave", then(4)), null, "one click works again");
    assert.equal(await allowed(IDA, then(4), mail), false);
    await decide("join", then(5));
    assert.equal((await undoRelease(db, second.id, ADMIN, then(6))).undone, 0);
    assert.equal(await allowed(IDA, then(6), mail), true, "they came back themselves");
  }
  const doors = await db.preferenceChange.findMany({ where: { subscriberId: person, door: "admin" } });
  assert.deepEqual(
    doors.map(({ action }) => action),
    ["joined", "left", "joined", "joined", "left", "joined"],
  );
});

test("a big one runs in batches; broken off, another process ends it, and takes it back the same way", async () => {
  const many = Array.from({ length: 1_500 }, (_, i) => `reader${i}@big.example`);
  await bounce(many.slice(0, 1_400));
  await db.$transaction((tx) =>
    addEntries(
      tx,
      many.slice(1_400).map((recipient) => ({ recipient, reason: "imported" as const, since: at(0) })),
    ),
  );
  const before = await stateOf(db);
  const { id } = await prepare({ filter: {} });
  // As a process leaves it that dies after its first batch.
  await db.suppressionRelease.update({
    where: { id },
    data: { state: "running", items: 1_500, reason: REASON, startedAt: at(1), progressAt: at(1) },
  });
  const { releaseBatch } = await import("./release-batch");
  assert.equal(await db.$transaction((tx) => releaseBatch(tx, id, at(1)), { timeout: 60_000 }), 1_000);
  const carriers = { running: carryRelease, undoing: carryUndo };
  await continueReleases(db, at(1), carriers);
  assert.equal(
    (await db.suppressionRelease.findUniqueOrThrow({ where: { id } })).released,
    1_000,
    "still alive",
  );
  await Promise.all([carryRelease(db, id, () => at(2)), carryRelease(db, id, () => at(2))]);
  const done = await db.suppressionRelease.findUniqueOrThrow({ where: { id } });
  assert.deepEqual([done.state, done.released, done.finishedAt], ["done", 1_500, at(2)]);
  assert.deepEqual((await actions()).at(-1), "suppression.release-done");
  assert.equal(await db.suppressionFact.count({ where: { kind: 0 } }), 1_400, "each once");

  const { state } = await undoRelease(db, id, ADMIN, at(3));
  assert.equal(state, "undoing");
  await carryUndo(db, id, () => at(3));
  assert.equal((await db.suppressionRelease.findUniqueOrThrow({ where: { id } })).undone, 1_500);
  assert.deepEqual(await stateOf(db), before);
  assert.equal(await db.suppressionEntry.count({ where: { endedAt: null } }), 100);
});

test("a release is watched: what came back after how long, what had mail, what is quiet", async () => {
  const [back, fine, quiet] = ["back@m.example", "fine@m.example", "quiet@m.example"];
  await bounce([back, fine, quiet]);
  const { id } = await releaseAll(db, { filter: {} }, ADMIN, at(1), REASON);
  await bounce([back], at(4));
  const delivered = { kind: "delivered" as const, reply: 0, enhanced: "", category: "unknown" as const };
  await ingest(db, [{ ...hard(fine, at(2)), ...delivered }], { importId: 0 });
  const [row] = (await releases(db)).releases;
  assert.deepEqual(
    [row?.id, row?.state, row?.by, row?.why, row?.released, row?.counts, row?.recipient],
    [id, "done", ADMIN.email, REASON, 3, { bounce: 3 }, null],
  );
  const examples = [{ recipient: back, after: 3 * HOUR }];
  assert.deepEqual(row?.aftermath, { again: 1, delivered: 1, quiet: 1, examples });
  const listed = await suppressions(db, {}, T + 5 * HOUR);
  assert.deepEqual(
    listed.rows.map(({ recipient, again }) => [recipient, again]),
    [[back, 3 * HOUR]],
  );
  const report = await address(db, back, { at: T + 5 * HOUR });
  assert.deepEqual(report.releases, [
    { id, at: T + HOUR, by: ADMIN.email, why: REASON, reasons: ["bounce"] },
  ]);
  await undoRelease(db, id, ADMIN, at(6));
  assert.deepEqual((await address(db, back, { at: T + 7 * HOUR })).releases, []);
  assert.deepEqual((await releases(db)).releases[0]?.aftermath, null);
});
