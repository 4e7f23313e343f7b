import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDays } from "@/lib/core/buckets";
import { changeSentence, noticeSentence } from "@/lib/core/change-words";
import { INCIDENTS } from "@/lib/core/demo/incidents";
import type { PrismaClient } from "@/prisma/generated/client";
import { changes } from "./changes";
import { slices, slicesQuery } from "./slices";
import { bookshop, NOW } from "./testing-bookshop";

// The overview of the day on which the demo was loaded has to name each planted incident, from figures that anybody's mail has.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const TODAY = new Date(NOW).toISOString().slice(0, 10);
const dayOf = (daysAgo: number) => addDays(TODAY, -daysAgo);

/** The seven days that end so many days before the last. */
const week = (daysAgo = 0, tz = "UTC") => ({
  ...{ from: dayOf(daysAgo + 6), to: dayOf(daysAgo), tz, sender: null, preset: null },
});
const overview = (daysAgo = 0, tz = "UTC") => changes(db, week(daysAgo, tz), NOW);

/** Which rate went up, and what is said of where. */
const RATES = [
  ["boughtList", "hard", /in the campaign We miss you/],
  ["throttling", "deferred", /at Outlook/],
  // Of 600 mails a day the place or the reason holds most of it; of the demo's 5,000 both are told.
  ["authentication", "soft", /at GMX, Web\.de|with 5\.7\.26, Not authenticated/],
  ["asynchronous", "asynchronous", /^Asynchronous bounces rose/],
] as const;

/** What is no rate of mail; late reports are told of the day on which they came, two days later. */
const NOTICED = [
  ["duplicates", "duplicates", 0, /events came twice or more, and counted once/],
  ["late", "late", 2, /events came more than a day late/],
  ["scanner", "machine-clicks", 0, /clicked by machines only .* rule/],
] as const;

const wordsOf = (sentence: { text: string }[]) => sentence.map(({ text }) => text).join("");

for (const tz of ["UTC", "America/Los_Angeles", "Asia/Kolkata"])
  test(`the overview of the last day names every planted incident: ${tz}`, async () => {
    const report = await overview(0, tz);
    for (const [incident, metric, where] of RATES) {
      const told = report.changes.filter((change) => change.metric === metric && change.up);
      assert.match(told.map(changeSentence).map(wordsOf).join(), where, incident);
    }
    for (const [incident, kind, after, words] of NOTICED) {
      const found = report.notices.find((notice) => notice.kind === kind);
      assert.ok(found, `${incident}: ${JSON.stringify(report.notices)}`);
      if (tz === "UTC") assert.equal(found.day, dayOf(INCIDENTS[incident].to - after));
      assert.match(wordsOf(noticeSentence(found, found.rule)), words);
    }
  });

test("among the campaigns the one that the bought list was sent stands first", async () => {
  const filter = week(INCIDENTS.boughtList.to);
  const { rows } = await slices(db, filter, slicesQuery.parse({ by: "campaign", metric: "hard" }), NOW);
  assert.equal(rows[0]?.name, "We miss you");
  assert.ok(rows[0].now.k / rows[0].now.n > 0.3);
});

test("the figures of the notices are those of the log and of the intake", async () => {
  const report = await overview();
  const days = [report.from, report.to];
  const duplicates = report.notices.find(({ kind }) => kind === "duplicates");
  const [intake] = await db.$queryRaw<{ k: number; n: number }[]>`
    select sum(duplicates)::int as k, sum(accepted + duplicates)::int as n from intake
    where to_timestamp(quarter * 900) at time zone 'UTC' >= ${days[0]}::date
      and to_timestamp(quarter * 900) at time zone 'UTC' < ${days[1]}::date + 1`;
  assert.deepEqual(duplicates?.now, intake);

  const clicks = report.notices.find(({ kind }) => kind === "machine-clicks");
  const [clicked] = await db.$queryRaw<{ n: number }[]>`
    select count(distinct (address, message))::int as n from event join delivery d using (address, message)
    where kind = 10 and rank_of(d.verdict) = 4 and d.at >= ${report.from}::date and d.at < ${report.to}::date + 1`;
  assert.equal(clicks?.now.n, clicked?.n);
});

test("a quiet week has no notices", async () => {
  assert.deepEqual((await overview(8)).notices, []);
});
