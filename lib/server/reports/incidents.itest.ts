import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDays } from "@/lib/core/buckets";
import { noticeSentence } from "@/lib/core/change-words";
import { INCIDENTS } from "@/lib/core/demo/incidents";
import type { PrismaClient } from "@/prisma/generated/client";
import { changes } from "./changes";
import { slices, slicesQuery } from "./slices";
import { bookshop, NOW } from "./testing-bookshop";

// On the last day of each planted incident the overview has to name it, from figures that anybody's mail has.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  // The late reports are from the 18th day before the last: two weeks of them, and what they are compared with.
  ({ db, drop } = await bookshop(32));
});
after(() => drop?.());

/** The overview of the seven days that end so many days before the last. */
function overview(daysAgo: number) {
  const to = addDays(new Date(NOW).toISOString().slice(0, 10), -daysAgo);
  return changes(db, { from: addDays(to, -6), to, tz: "UTC", sender: null, preset: null }, NOW);
}

/** Which rate went up, and where. */
const RATES = [
  ["boughtList", "hard", /We miss you|club\.marlow\.example|5\.1\.1/],
  ["throttling", "deferred", /Outlook|outlook\.com|hotmail\.com/],
  ["authentication", "soft", /GMX|gmx\.net|web\.de|crm\.marlow\.example|5\.7\.26/],
  ["asynchronous", "asynchronous", /./],
] as const;

for (const [incident, metric, where] of RATES)
  test(`the overview names the planted incident: ${incident}`, async () => {
    const report = await overview(INCIDENTS[incident].to);
    const found = report.changes.filter((change) => change.metric === metric && change.up);
    const told = JSON.stringify(found.map(({ slice, along }) => [slice, along]));
    assert.ok(found.length > 0, `${metric}: ${JSON.stringify(report.changes)}`);
    assert.match(told, where);
  });

test("among the campaigns the one that the bought list was sent stands first", async () => {
  const to = addDays(new Date(NOW).toISOString().slice(0, 10), -INCIDENTS.boughtList.to);
  const filter = { from: addDays(to, -6), to, tz: "UTC", sender: null, preset: null };
  const { rows } = await slices(db, filter, slicesQuery.parse({ by: "campaign", metric: "hard" }), NOW);
  assert.equal(rows[0]?.name, "We miss you");
  assert.ok(rows[0].now.k / rows[0].now.n > 0.3);
});

/** What is no rate of mail; late reports are told in the week in which they came. */
const NOTICED = [
  ["duplicates", "duplicates", 0, /events came twice or more, and counted once/],
  ["late", "late", 2, /events came more than a day late/],
  ["scanner", "machine-clicks", 0, /clicked by machines only .* rule/],
] as const;

for (const [incident, kind, after, words] of NOTICED)
  test(`the overview names the planted incident: ${incident}`, async () => {
    const daysAgo = INCIDENTS[incident].to - after;
    const { notices } = await overview(daysAgo);
    const found = notices.find((notice) => notice.kind === kind);
    assert.ok(found, JSON.stringify(notices));
    assert.equal(found.day, addDays(new Date(NOW).toISOString().slice(0, 10), -daysAgo));
    const told = noticeSentence(found, found.rule)
      .map(({ text }) => text)
      .join("");
    assert.match(told, words);
  });

test("the figures of the notices are those of the log and of the intake", async () => {
  const report = await overview(INCIDENTS.duplicates.to);
  const days = [report.from, report.to];
  const duplicates = report.notices.find(({ kind }) => kind === "duplicates");
  const [intake] = await db.$queryRaw<{ k: number; n: number }[]>`
    select sum(duplicates)::int as k, sum(accepted + duplicates)::int as n from intake
    where to_timestamp(quarter * 900) at time zone 'UTC' >= ${days[0]}::date
      and to_timestamp(quarter * 900) at time zone 'UTC' < ${days[1]}::date + 1`;
  assert.deepEqual(duplicates?.now, intake);

  const scanned = await overview(INCIDENTS.scanner.to);
  const clicks = scanned.notices.find(({ kind }) => kind === "machine-clicks");
  const [clicked] = await db.$queryRaw<{ n: number }[]>`
    select count(distinct (address, message))::int as n from event join delivery d using (address, message)
    where kind = 10 and rank_of(d.verdict) = 4 and d.at >= ${scanned.from}::date and d.at < ${scanned.to}::date + 1`;
  assert.equal(clicks?.now.n, clicked?.n);
});

test("a quiet week has no notices", async () => {
  const report = await overview(14);
  assert.deepEqual(
    report.notices.filter(({ kind }) => kind === "machine-clicks"),
    [],
  );
});
