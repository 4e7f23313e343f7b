import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { ingest } from "./ingest";
import { address } from "./reports/address";
import { suppressionCounts } from "./reports/suppression-counts";
import { suppressions } from "./reports/suppressions";
import { type Suppression, suppressionsAt } from "./reports/suppressions-at";
import { testDatabase } from "./testing";
import { releaseAll } from "./testing-release";
import { emptied } from "./testing-state";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 10, 19, 8);
const IDA = "Ida.Berg@posteo.example";
const ADMIN = { email: "admin@marlow.example", role: "admin" } as const;
const LEASE = { entry: null, reason: "bounce", list: null, sender: "", wholeDomain: false };
const NONE = { complaint: 0, unsubscribe: 0, manual: 0, imported: 0, soft: 0, bounce: 0 };

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

let serial = 0;
const mail = (kind: "hard" | "suppressed" | "delivered", at: number, recipient = IDA): MailEvent => ({
  ...{
    source: "acs",
    route: "webhook",
    messageId: `m${++serial}`,
    recipient,
    kind,
    at,
    sender: "news@marlow.example",
  },
  ...(kind === "hard"
    ? { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" }
    : { reply: 0, enhanced: "", category: "unknown" }),
});
const take = (...events: MailEvent[]) => ingest(db, events, { importId: 0 });
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const release = (at: number, recipient = " ida.berg@POSTEO.example ") =>
  releaseAll(db, { recipient }, ADMIN, new Date(at));

async function all(at: number): Promise<Suppression[]> {
  const rows: Suppression[] = [];
  await suppressionsAt(db, at, async (batch) => void rows.push(...batch));
  return rows;
}

test("a lease climbs, is listed with its bounce, and is explained at any past instant", async () => {
  await take(mail("delivered", T - 80 * DAY), mail("hard", T), mail("suppressed", T + 23 * HOUR));
  const now = T + 30 * HOUR;
  const { rows } = await suppressions(db, {}, now);
  const { counts, endingSoon } = await suppressionCounts(db, now);
  const until = T + 71 * HOUR;
  assert.deepEqual(counts, { ...NONE, bounce: 1 });
  assert.equal(endingSoon, 0);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.deepEqual(
    [row?.recipient, row?.reason, row?.step, row?.cycleStart, row?.until, row?.since, row?.inferred],
    [IDA, "bounce", 1, T, until, T + 23 * HOUR, false],
  );
  assert.equal(row?.code?.code, "5.1.1");
  assert.deepEqual(row?.nextSend, { step: 2, until: now + 96 * HOUR });
  assert.equal((await suppressionCounts(db, until - DAY)).endingSoon, 1);
  assert.equal((await suppressions(db, {}, until)).rows.length, 0);

  const report = await address(db, "ida.berg@posteo.example", { at: now });
  assert.deepEqual(
    report.history.map(({ effect }) => effect),
    ["new-cycle", "step"],
  );
  assert.equal(report.history[0]?.code?.code, "5.1.1");
  assert.equal(report.history[1]?.mail?.outcome, "suppressed");
  assert.equal(report.recipient, IDA);
  assert.equal(report.limit, T + 14 * DAY);
  assert.equal(report.lastDelivered, T - 80 * DAY);
  assert.deepEqual(report.suppressed, [{ ...LEASE, until }]);

  const early = await address(db, IDA, { at: T + HOUR });
  assert.deepEqual(early.suppressed, [{ ...LEASE, until: T + DAY }]);
  assert.deepEqual(early.afterSend, { cycleStart: T, step: 1, until: T + 49 * HOUR, inferred: false });
  assert.deepEqual((await address(db, IDA, { at: T - 1 })).suppressed, []);
  assert.deepEqual(
    (await all(T + HOUR)).map((one) => [one.address, one.reason, one.step, one.cycleStart, one.until]),
    [[IDA, "bounce", 0, T, T + DAY]],
  );
  assert.deepEqual(await all(T - 1), []);
  assert.deepEqual(await all(until), []);
});

test("an admin ends a lease: the fact, the audit row and the next bounce's new cycle", async () => {
  await take(mail("hard", T));
  const audited = await db.auditEntry.count();
  const { items, released, state } = await release(T + HOUR);
  assert.deepEqual([items, released, state], [1, 1, "done"]);
  assert.deepEqual(await all(T + HOUR), []);
  assert.equal((await all(T + HOUR - 1)).length, 1, "it was in force until then");
  const last = await db.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  assert.equal(await db.auditEntry.count(), audited + 1);
  assert.deepEqual([last.actor, last.action, last.subject], [ADMIN.email, "suppression.released", IDA]);
  assert.equal((last.detail as { reason: string }).reason, "The mailbox is back");
  assert.equal((await verifyAudit(db)).brokenAt, null);

  await take(mail("hard", T + 2 * HOUR));
  const { lease, history } = await address(db, IDA, { at: T + 3 * HOUR });
  assert.deepEqual(lease, { cycleStart: T + 2 * HOUR, step: 0, until: T + 26 * HOUR, inferred: false });
  assert.deepEqual(
    history.map(({ effect }) => effect),
    ["new-cycle", "released", "new-cycle"],
  );
});

test("a release ends the lease as it stands, also where the provider's clock is ahead of ours", async () => {
  for (const ahead of [0, 5_000]) {
    await emptied(db);
    await take(mail("hard", T + ahead), mail("suppressed", T + ahead));
    await release(T);
    assert.deepEqual(await all(T + ahead + HOUR), []);
    assert.equal((await address(db, IDA, { at: T + HOUR })).history.at(-1)?.effect, "released");
  }
});

test("what the provider mailed can be released, however odd the address is written", async () => {
  const odd = '"two words"@posteo.example';
  await take(mail("hard", T, odd));
  await release(T + 1, odd);
  assert.deepEqual(await all(T + HOUR), []);
});

test("the list: entries beside leases, latest event first, by keyset, searched and narrowed", async () => {
  const hour = (n: number) => T + n * HOUR;
  const readers = Array.from({ length: 70 }, (_, i) => `reader${i}@uni.example`);
  await take(...readers.map((recipient, i) => mail("hard", hour(i % 20), recipient)));
  const list = await db.list.create({ data: { name: "Club news" } });
  const entry = (reason: string, n: number, more: object = {}) => ({
    ...{
      address: BigInt(n),
      recipient: `e${n}@shop.example`,
      domain: "shop.example",
      reason,
      since: new Date(hour(n)),
    },
    ...more,
  });
  await db.suppressionEntry.createMany({
    data: [
      entry("complaint", 5),
      entry("unsubscribe", 7, { listId: list.id }),
      entry("manual", 9, { note: "Contract ended" }),
      entry("manual", 11, { endedAt: new Date(hour(12)) }),
      entry("manual", 13, { until: new Date(hour(14)) }),
    ],
  });
  const now = hour(23);
  const walk = async (query: object) => {
    const rows = [];
    let cursor: string | undefined;
    do {
      const page = await suppressions(db, { ...query, cursor }, now);
      rows.push(...page.rows);
      cursor = page.next ?? undefined;
    } while (cursor);
    return rows;
  };
  const rows = await walk({});
  assert.equal(rows.length, 73);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 73);
  assert.ok(rows.every(({ since }, i) => i === 0 || since <= rows[i - 1]!.since));
  const expected = { ...NONE, bounce: 70, complaint: 1, unsubscribe: 1, manual: 1 };
  assert.deepEqual((await suppressionCounts(db, now)).counts, expected);
  assert.deepEqual(
    (await walk({ reason: "unsubscribe" })).map((row) => row.list),
    ["Club news"],
  );
  assert.deepEqual(
    (await walk({ q: "SHOP.ex" })).map((row) => row.reason),
    ["complaint", "unsubscribe", "manual"],
  );
  assert.deepEqual(
    (await walk({ q: "Reader7@UNI.example" })).map((row) => row.recipient),
    ["reader7@uni.example"],
  );
  assert.equal((await walk({ q: "reader6", reason: "bounce" })).length, 11);
  assert.equal((await walk({ step: 0 })).length, 70);
  assert.equal((await walk({ step: 1 })).length, 0);
  const at = await all(now);
  assert.equal(at.length, 73);
  assert.deepEqual(
    at.map((row) => row.address),
    at.map((row) => row.address).sort(),
  );
  await assert.rejects(suppressions(db, { cursor: "1.2" }, now), refused("invalid-input"));
});
