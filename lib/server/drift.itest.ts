import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { recountDrift } from "./drift";
import { ingest } from "./ingest";
import { drift } from "./reports/drift";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { undoImport } from "./undo";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());
beforeEach(async () => {
  await emptied(db);
  await db.drift.deleteMany();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-24T09:00:00Z");
const T = NOW - 10 * DAY;

let serial = 0;
const mail = (
  kind: "hard" | "suppressed" | "delivered" | "soft",
  at: number,
  recipient: string,
): MailEvent => ({
  ...{ source: "acs", route: "webhook", messageId: `m${++serial}`, recipient, kind, at },
  sender: "news@marlow.example",
  ...(kind === "hard" || kind === "soft"
    ? { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" }
    : { reply: 0, enhanced: "", category: "unknown" }),
});
const counted = async (kind?: "inferred" | "attempted") => {
  await recountDrift(db, new Date(NOW));
  return drift(db, "UTC", { kind }, NOW);
};

test("both kinds are found, with both stories, and what agrees is not", async () => {
  await ingest(
    db,
    [
      mail("hard", T, "held@m.example"),
      mail("suppressed", T + HOUR, "held@m.example"),
      mail("delivered", T + 2 * HOUR, "held@m.example"),
      mail("soft", T + 3 * HOUR, "held@m.example"),
      mail("delivered", T + 60 * HOUR, "held@m.example"),
      mail("suppressed", T, "free@m.example"),
      mail("suppressed", T + 2 * HOUR, "free@m.example"),
      mail("hard", T, "again@m.example"),
      mail("suppressed", T + 30 * HOUR, "again@m.example"),
      mail("delivered", T, "fine@m.example"),
    ],
    { importId: 0 },
  );
  const { totals, days, rows, countedAt } = await counted();
  assert.equal(countedAt, NOW);
  assert.deepEqual(totals, {
    inferred: { count: 2, addresses: 2, last: T + 30 * HOUR },
    attempted: { count: 2, addresses: 1, last: T + 3 * HOUR },
  });
  assert.deepEqual(days, [
    { day: "2026-11-15", inferred: 1, attempted: 0 },
    { day: "2026-11-14", inferred: 1, attempted: 2 },
  ]);
  const lease = { cycleStart: T, step: 1, until: T + HOUR + 2 * DAY };
  assert.deepEqual(
    rows.map((row) => [row.recipient, row.kind, row.outcome, row.at, row.lease]),
    [
      [
        "again@m.example",
        "inferred",
        "suppressed",
        T + 30 * HOUR,
        { cycleStart: T, step: 0, until: T + DAY },
      ],
      ["held@m.example", "attempted", "soft", T + 3 * HOUR, lease],
      ["held@m.example", "attempted", "delivered", T + 2 * HOUR, lease],
      ["free@m.example", "inferred", "suppressed", T, null],
    ],
  );
  assert.deepEqual((await counted("inferred")).rows.length, 2);
});

test("a bounce that arrives late settles what was inferred; what is older than thirty days goes", async () => {
  await ingest(
    db,
    [mail("suppressed", T, "a@m.example"), mail("suppressed", NOW - 31 * DAY, "old@m.example")],
    {
      importId: 0,
    },
  );
  assert.equal((await counted()).totals.inferred.count, 1);
  await ingest(db, [mail("hard", T - HOUR, "a@m.example")], { importId: 0 });
  assert.equal((await counted()).totals.inferred.count, 0);
});

test("what an undone import claimed is no drift any more", async () => {
  const { id } = await db.import.create({
    data: { source: "acs", name: "x", startedBy: "x", startedAt: new Date(NOW), state: "done" },
  });
  await ingest(db, [mail("suppressed", T, "a@m.example")], { importId: id });
  assert.equal((await counted()).totals.inferred.count, 1);
  await undoImport(db, id, "x", new Date(NOW));
  assert.deepEqual((await counted()).rows, []);
});

test("pages follow one another without a gap, also within one instant", async () => {
  const mails = Array.from({ length: 120 }, (_, n) => mail("suppressed", T + (n % 2), `p${n}@m.example`));
  await ingest(db, mails, { importId: 0 });
  await recountDrift(db, new Date(NOW));
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { rows, next } = await drift(db, "UTC", { cursor }, NOW);
    seen.push(...rows.map((row) => row.recipient));
    if (next === null) break;
    cursor = next;
  }
  assert.deepEqual([seen.length, new Set(seen).size], [120, 120]);
});
