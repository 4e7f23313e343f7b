import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AlertRule } from "@/lib/core/alerts/rule";
import { Refusal } from "@/lib/core/error";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { loadDemo } from "../demo";
import { testDatabase } from "../testing";
import { monthly } from "./monthly";

// A month against figures that are counted from the deliveries, the log, entries and incidents themselves.

const NOW = Date.UTC(2026, 11, 3, 15);
let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
  await loadDemo(db, { days: 64, perDay: 45, actor: "test", now: new Date(NOW) });
});
after(() => drop?.());

const OUTCOMES = Prisma.sql`
  (count(*) filter (where outcome > 2))::int as attempted, (count(*) filter (where outcome > 3))::int as sent,
  (count(*) filter (where outcome = 4))::int as delivered, (count(*) filter (where outcome = 7))::int as hard,
  (count(*) filter (where outcome = 5))::int as soft, (count(*) filter (where outcome = 6))::int as spam,
  (count(*) filter (where outcome = 3))::int as suppressed`;
/** Deliveries with their local day in the zone. */
const deliveries = (tz: string) => Prisma.sql`
  (select d.*, rank_of(verdict) as outcome, (at at time zone 'UTC' at time zone ${tz})::date as local, r.provider
   from delivery d join recipient_domain r on r.id = d.domain where at is not null) as counted`;

async function outcomes(tz: string, from: string, to: string) {
  const [row] = await db.$queryRaw<Record<string, number>[]>`
    select ${OUTCOMES} from ${deliveries(tz)} where local between ${from}::date and ${to}::date`;
  return row!;
}
const picked = (totals: object, of: object) =>
  Object.fromEntries(Object.keys(of).map((key) => [key, (totals as Record<string, number>)[key]]));

for (const tz of ["UTC", "Asia/Kolkata", "Europe/Berlin"])
  test(`a whole month and the one before it: ${tz}`, async () => {
    const report = await monthly(db, { tz, sender: null }, "2026-11", NOW);
    assert.deepEqual(report.before, { from: "2026-10-01", to: "2026-10-31" });
    const [own, earlier] = [
      await outcomes(tz, "2026-11-01", "2026-11-30"),
      await outcomes(tz, "2026-10-01", "2026-10-31"),
    ];
    assert.ok(own.sent! > 1_000 && earlier.sent! > 1_000);
    assert.deepEqual(picked(report.series.total, own), own);
    assert.deepEqual(picked(report.series.totalBefore, earlier), earlier);
    assert.equal(report.series.days.length, 30);
    const third = await outcomes(tz, "2026-11-03", "2026-11-03");
    assert.deepEqual(picked(report.series.days[2]!, third), third);
    const thirdBefore = await outcomes(tz, "2026-10-03", "2026-10-03");
    assert.deepEqual(picked(report.series.before[2]!, thirdBefore), thirdBefore, "date by date");

    const bounced = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from ${deliveries(tz)}
      where outcome > 4 and local between '2026-11-01' and '2026-11-30'`;
    assert.equal(report.bounces, bounced[0]?.n);
    assert.ok(report.codes.length > 3 && report.codes.length <= 10);
    const [top] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from ${deliveries(tz)}
      where outcome > 4 and local between '2026-11-01' and '2026-11-30'
      group by verdict & 8388607, (verdict >> 23) & 1023, outcome order by 1 desc limit 1`;
    assert.equal(report.codes[0]?.count, top?.n);

    const entries = await db.$queryRaw<{ reason: string; count: number }[]>`
      select reason, count(*)::int as count from suppression_entry
      where ended_at is null and (since at time zone 'UTC' at time zone ${tz})::date between '2026-11-01' and '2026-11-30'
      group by 1 order by 1`;
    assert.deepEqual(report.entries, entries);
    assert.ok(entries.length > 0);
    const [leases] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from lease
      where (cycle_start at time zone 'UTC' at time zone ${tz})::date between '2026-11-01' and '2026-11-30'`;
    assert.equal(report.leases, leases?.n);
  });

test("providers by UTC day, each beside its share of failures in the month before", async () => {
  const report = await monthly(db, { tz: "Europe/Berlin", sender: null }, "2026-11", NOW);
  const names = report.providers.rows.map(({ name }) => name);
  assert.ok(names.includes("Gmail") && names.includes("All others"));
  for (const [i, row] of report.providers.rows.entries()) {
    const is =
      row.name === "All others"
        ? Prisma.sql`not (provider = any(${names}::text[]))`
        : Prisma.sql`provider = ${row.name}`;
    const of = (from: string, to: string) => db.$queryRaw<{ failed: number; sent: number }[]>`
      select (count(*) filter (where outcome > 4))::int as failed, (count(*) filter (where outcome > 3))::int as sent
      from ${deliveries("UTC")} where local between ${from}::date and ${to}::date and ${is}`;
    const [[now], [before]] = [await of("2026-11-01", "2026-11-30"), await of("2026-10-01", "2026-10-31")];
    assert.equal(row.totals.sent, now?.sent, row.name);
    assert.equal(row.rate, now!.failed / now!.sent, row.name);
    assert.equal(report.failedBefore[i], before!.failed / before!.sent, row.name);
  }
});

test("the running month stands against the same days of the one before", async () => {
  const report = await monthly(db, { tz: "Europe/Berlin", sender: "club.marlow.example" }, "2026-12", NOW);
  assert.deepEqual([report.filter.from, report.filter.to], ["2026-12-01", "2026-12-03"]);
  assert.deepEqual(report.before, { from: "2026-11-01", to: "2026-11-03" });
  const [row] = await db.$queryRaw<{ sent: number }[]>`
    select count(*)::int as sent from ${deliveries("Europe/Berlin")} join sender s on s.id = counted.sender
    where outcome > 3 and local between '2026-11-01' and '2026-11-03' and s.domain = 'club.marlow.example'`;
  assert.equal(report.series.totalBefore.sent, row?.sent);
  assert.ok(row!.sent > 20);
});

test("incidents that were open at some time of the month, and none of another", async () => {
  const rule = await db.alertRule.create({
    data: {
      rule: AlertRule.parse({ kind: "rate", name: "Hard", metric: "hard", opens: 0.05, closes: 0.04 }),
      ...{ changedBy: "test", changedAt: new Date(NOW) },
    },
  });
  const incident = (openedAt: string, resolvedAt: string | null) =>
    db.alertIncident.create({
      data: {
        ...{ ruleId: rule.id, openedAt: new Date(openedAt), toldAt: new Date(openedAt), judgement: {} },
        resolvedAt: resolvedAt ? new Date(resolvedAt) : null,
      },
    });
  await incident("2026-09-02T10:00:00Z", "2026-10-31T10:00:00Z");
  const wanted = [
    await incident("2026-10-30T10:00:00Z", "2026-11-02T10:00:00Z"),
    await incident("2026-11-12T10:00:00Z", null),
  ];
  await incident("2026-12-01T10:00:00Z", "2026-12-02T10:00:00Z");
  const report = await monthly(db, { tz: "UTC", sender: null }, "2026-11", NOW);
  assert.deepEqual(
    report.incidents.map(({ id }) => id),
    wanted.map(({ id }) => id),
  );
});

test("what is no month, or not yet, is not found", async () => {
  for (const month of ["2027-01", "2026-13", "x"])
    await assert.rejects(
      monthly(db, { tz: "UTC", sender: null }, month, NOW),
      (error) => error instanceof Refusal && error.code === "not-found",
    );
});
