import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import { openDatabase } from "./database";
import { importStream } from "./imports";
import { ingest, quarantine } from "./ingest";
import { addressKey } from "./keys";
import { factsOf } from "./leases";
import { holdWindow, retentionOf } from "./log-window";
import { rulesInForce } from "./own-rules";
import { logMonths } from "./partitions";
import { applyRetention, changeRetention, planRetention } from "./retention";
import { testDatabase, waitingForLocks } from "./testing";
import { emptied, stateOf } from "./testing-state";
import { undoImport } from "./undo";
import { rebuild, verify } from "./verify";

const DAY = 86_400_000;
/** 400 days before it is 3 October 2025: all months before October go, deliveries from before 1 September too. */
const NOW = new Date("2026-11-07T03:00:00Z");
const ADMIN = "admin@marlow.example";
const TRY_AGAIN = "The log is no longer kept for as long as it was. Try again.";
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(async () => {
  await emptied(on.db);
  await on.db.$executeRaw`update retention set days = 400, log_from = null`;
  await rulesInForce(on.db); // what this process remembers of it
});

const event = (day: string, messageId: string, more: Partial<MailEvent> = {}): MailEvent => ({
  ...{
    source: "acs",
    route: "log",
    recipient: `${messageId}@books.example`,
    sender: "news@marlow.example",
  },
  ...{
    kind: "delivered",
    reply: 0,
    enhanced: "",
    category: "unknown",
    at: Date.parse(`${day}T12:00:00Z`),
    messageId,
    ...more,
  },
});

/** Mail of every month since June 2025; one delivery in the grace, one with a late bounce, one opened only. */
const HISTORY: MailEvent[] = [
  event("2025-06-10", "june"),
  event("2025-07-10", "july"),
  event("2025-08-10", "august"),
  event("2025-08-11", "opened", { kind: "opened" }),
  event("2025-09-20", "september"),
  event("2025-09-30", "straddles"),
  event("2025-10-01", "straddles", { kind: "hard" }),
  event("2025-12-10", "december"),
  event("2026-10-10", "october"),
];

const wrong = async () => (await verify(on.db)).filter((check) => check.wrong > 0);
const months = async () => (await logMonths(on.db)).map(({ name }) => name);
const messages = async () =>
  (await on.db.delivery.findMany({ orderBy: { at: "asc" } })).map((row) => row.messageId);

test("whole months go, deliveries a grace later, the figures of charts stay, and the rest is proven still", async () => {
  await ingest(on.db, HISTORY, { importId: 0 });
  const earlier = await stateOf(on.db);
  const plan = await planRetention(on.db, NOW);
  assert.deepEqual(plan, {
    days: 400,
    logFrom: Date.parse("2025-10-01"),
    months: [
      { month: "2025-06", events: 1 },
      { month: "2025-07", events: 1 },
      { month: "2025-08", events: 2 },
      { month: "2025-09", events: 2 },
    ],
    deliveries: 3,
  });
  assert.deepEqual(await stateOf(on.db), earlier, "to plan changes nothing");

  const done = await applyRetention(on.db, ADMIN, NOW);
  assert.deepEqual(done, { ...plan, facts: 0, quarantined: 0 });
  assert.deepEqual(await months(), ["event_2025_10", "event_2025_12", "event_2026_10"]);
  assert.deepEqual(await messages(), ["september", "straddles", "december", "october"]);
  const later = await stateOf(on.db);
  for (const table of ["quarter", "code", "domain"] as const) assert.deepEqual(later[table], earlier[table]);
  const checks = await verify(on.db);
  const unchecked = Object.fromEntries(checks.map((check) => [check.name, check.unchecked]));
  assert.deepEqual(
    [unchecked.delivery, unchecked.per_quarter, unchecked.per_domain, unchecked.per_code],
    [2, 3, 3, 0],
  );
  assert.deepEqual(await wrong(), []);

  const entry = await on.db.auditEntry.findFirst({ orderBy: { id: "desc" } });
  assert.deepEqual([entry?.actor, entry?.action], [ADMIN, "retention.applied"]);
  const again = await applyRetention(on.db, ADMIN, NOW);
  assert.deepEqual(again, { ...done, months: [], deliveries: 0 });
});

test("what is damaged afterwards is put right; what cannot be recounted is left alone", async () => {
  await ingest(on.db, HISTORY, { importId: 0 });
  await applyRetention(on.db, ADMIN, NOW);
  const want = await stateOf(on.db);
  const first = "(select min(quarter) from per_quarter where quarter >= 1953984)"; // 20 September 2025
  await on.db.$executeRawUnsafe(`update per_quarter set delivered = 7 where quarter = ${first}`);
  await on.db.$executeRawUnsafe("delete from per_domain where day >= 20400");
  await on.db.$executeRawUnsafe("update delivery set verdict = 0 where message_id = 'december'");
  assert.notDeepEqual(await wrong(), []);
  await rebuild(on.db);
  assert.deepEqual(await wrong(), []);
  assert.deepEqual(await stateOf(on.db), want);
});

test("a run that planned less than another has done meanwhile does not go back", async () => {
  await ingest(on.db, HISTORY, { importId: 0 });
  let slow: Promise<unknown> | undefined;
  await on.db.$transaction(
    async (tx) => {
      await holdWindow(tx);
      slow = applyRetention(on.db, ADMIN, NOW);
      await waitingForLocks(on.db);
      await tx.retention.update({ where: { id: 1 }, data: { logFrom: new Date("2025-12-01") } });
    },
    { timeout: 30_000 },
  );
  await slow;
  assert.equal((await retentionOf(on.db)).logFrom, Date.parse("2025-12-01"));
});

test("a batch sorted out by another process before retention moved on is refused, not counted again", async () => {
  const other = openDatabase(on.url);
  try {
    await ingest(other, HISTORY, { importId: 0 });
    await applyRetention(on.db, ADMIN, NOW);
    const earlier = await stateOf(on.db);
    await assert.rejects(ingest(other, HISTORY, { importId: 0 }), new Refusal("unavailable", TRY_AGAIN));
    assert.deepEqual(await stateOf(on.db), earlier);
    await ingest(other, HISTORY.slice(-2), { importId: 0 });
    assert.deepEqual(await stateOf(on.db), earlier);
  } finally {
    await other.$disconnect();
  }
});

test("a late bounce finds its delivery within the grace; an event from before the log is refused", async () => {
  await ingest(on.db, HISTORY, { importId: 0 });
  await applyRetention(on.db, ADMIN, NOW);
  const log = [
    { day: "2025-10-02", message: "september", status: "Bounced" }, // joins what is counted
    { day: "2025-06-10", message: "june", status: "Delivered" }, // was counted, and is forgotten
  ];
  const lines = log.map(({ day, message, status }) =>
    JSON.stringify({
      time: `${day}T12:00:00Z`,
      category: "EmailStatusUpdateOperational",
      correlationId: message,
      properties: {
        ...{
          RecipientId: `${message}@books.example`,
          DeliveryStatus: status,
          SenderDomain: "marlow.example",
        },
        ...{ SmtpStatusCode: "550", EnhancedSmtpStatusCode: "5.1.1", IsHardBounce: "True" },
      },
    }),
  );
  const options = { name: "old.jsonl", source: "acs", bytes: null, startedBy: ADMIN, now: NOW } as const;
  const earlier = await stateOf(on.db);
  const input = Readable.from(lines.map((text) => Buffer.from(`${text}\n`)));
  const done = await importStream(on.db, input, options);
  assert.deepEqual([done.accepted, done.rejected, done.outdated], [1, 1, 1]);
  const [refused] = await on.db.quarantine.findMany();
  assert.equal(refused?.line, 2);
  assert.match(refused?.reason ?? "", /older than 2025-10-01/);
  const sum = (state: Awaited<ReturnType<typeof stateOf>>) =>
    state.domain.reduce(
      (n, line) =>
        n +
        line
          .split("|")
          .slice(3, 8)
          .reduce((m, x) => m + Number(x), 0),
      0,
    );
  assert.equal(sum(await stateOf(on.db)), sum(earlier), "nothing is counted twice");
  assert.deepEqual(await wrong(), []);

  await undoImport(on.db, done.importId, ADMIN, NOW);
  assert.deepEqual(await messages(), ["september", "straddles", "december", "october"]);
  assert.deepEqual(await wrong(), []);
});

test("leases that matter keep their facts; what no lease depends on goes", async () => {
  const bounce = (day: string, who: string) =>
    event(day, `${who} ${day}`, { kind: "hard", recipient: `${who}@books.example` });
  await ingest(
    on.db,
    [
      ...HISTORY,
      bounce("2025-08-01", "gone"),
      bounce("2025-08-01", "held"), // in force on 1 September by the one that follows
      bounce("2025-08-31", "held"),
      bounce("2025-08-01", "active"),
      bounce("2026-10-01", "active"),
    ],
    { importId: 0 },
  );
  const at = async (who: string) => {
    const key = addressKey(`${who}@books.example`);
    return (await factsOf(on.db, [key])).get(key)?.facts.map((fact) => new Date(fact.at).toISOString());
  };
  const done = await applyRetention(on.db, ADMIN, NOW);
  assert.equal(done.facts, 3);
  assert.equal(await at("gone"), undefined);
  assert.deepEqual(await at("held"), ["2025-08-31T12:00:00.000Z"]);
  assert.deepEqual(await at("active"), ["2026-10-01T12:00:00.000Z"]);
  assert.equal(await on.db.lease.count({ where: { address: addressKey("gone@books.example") } }), 0);
  assert.deepEqual(await wrong(), []);
});

test("unreadable lines go by the time they came", async () => {
  for (const days of [399, 401]) {
    const reject = { line: 1, reason: "No recipient.", raw: `{ "days": ${days} }` };
    await quarantine(on.db, [reject], { importId: 0, source: "acs" }, new Date(NOW.getTime() - days * DAY));
  }
  assert.equal((await applyRetention(on.db, ADMIN, NOW)).quarantined, 1);
});

test("it waits for a running import, and not for a dead one", async () => {
  await ingest(on.db, HISTORY, { importId: 0 });
  const data = { source: "acs", name: "log.jsonl", startedBy: ADMIN, startedAt: NOW, progressAt: NOW };
  const { id } = await on.db.import.create({ data });
  await assert.rejects(
    applyRetention(on.db, ADMIN, NOW),
    (error) => error instanceof Refusal && error.code === "conflict",
  );
  assert.equal((await months()).length, 7);
  await on.db.import.update({ where: { id }, data: { progressAt: new Date(NOW.getTime() - 61_000) } });
  await applyRetention(on.db, ADMIN, NOW);
  assert.equal((await months()).length, 3);
});

test("the days are kept within bounds, with who changed them", async () => {
  assert.equal(await changeRetention(on.db, 120, ADMIN, NOW), 120);
  assert.equal((await planRetention(on.db, NOW)).days, 120);
  for (const days of [0, 89, 3651, 100.5, Number.NaN])
    await assert.rejects(changeRetention(on.db, days, ADMIN, NOW), Refusal);
  const entry = await on.db.auditEntry.findFirst({ orderBy: { id: "desc" } });
  assert.deepEqual(entry?.detail, { before: 400, after: 120 });
});
