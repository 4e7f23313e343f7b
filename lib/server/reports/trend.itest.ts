import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDays } from "@/lib/core/buckets";
import type { Counts } from "@/lib/core/metrics";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { addCounts } from "./sliced";
import { bookshop, NOW } from "./testing-bookshop";
import { COUNTS, isOfBounces, NAMES, TO, within, ZONES } from "./testing-counted";
import { trend } from "./trend";

// The trend in every zone and grain, the period before it, and that of a slice, against figures counted by other means.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const GRAINS = {
  hour: Prisma.sql`to_char(local, 'YYYY-MM-DD"T"HH24:00')`,
  day: Prisma.sql`to_char(local, 'YYYY-MM-DD')`,
  week: Prisma.sql`to_char(greatest(date_trunc('week', local)::date, '2026-10-20'::date), 'YYYY-MM-DD')`,
  month: Prisma.sql`to_char(greatest(date_trunc('month', local)::date, '2026-10-20'::date), 'YYYY-MM-DD')`,
};

for (const tz of ZONES)
  test(`trend by hour, day, week and month: ${tz}`, async () => {
    const filter = { from: "2026-10-20", to: TO, tz, sender: null, preset: null };
    for (const grain of ["hour", "day", "week", "month"] as const) {
      const report = await trend(db, filter, { grain }, NOW);
      const rows = await db.$queryRaw<(Counts & { label: string })[]>`
        select ${GRAINS[grain]} as label, ${COUNTS} from ${within(tz, filter.from, filter.to, null)}
        where outcome > 2 group by 1`;
      // An hour that happens twice, and on Lord Howe the half of one that begins anew, are two buckets of one label.
      const found = new Map<string, Counts>();
      for (const { label, counts } of report.buckets) {
        const key = grain === "hour" ? `${label.slice(0, 13)}:00` : label;
        const known = found.get(key);
        found.set(key, known ? addCounts(known, counts) : counts);
      }
      for (const { label, ...expected } of rows)
        assert.deepEqual(found.get(label), expected, `${grain} ${label}`);
      const attempted = rows.reduce((sum, row) => sum + row.attempted, 0);
      assert.equal(report.total.attempted, attempted, grain);
      assert.equal(
        report.buckets.reduce((sum, { counts }) => sum + counts.attempted, 0),
        attempted,
      );
      assert.equal(report.before.length, report.buckets.length);
    }
  });

test("the period before, by month, is the same dates of the months before", async () => {
  const tz = "Europe/Berlin";
  const filter = { from: "2026-11-07", to: "2026-11-20", tz, sender: null, preset: null };
  const report = await trend(db, filter, { grain: "month" }, NOW);
  const [row] = await db.$queryRaw<
    Counts[]
  >`select ${COUNTS} from ${within(tz, "2026-10-07", "2026-10-20", null)}`;
  assert.deepEqual([report.before.map((bucket) => bucket?.counts), report.totalBefore], [[row], row]);
  assert.ok(row!.attempted > 1_000);
});

test("trend of a slice is by UTC day, of a code over all that was sent", async () => {
  const filter = { from: "2026-10-20", to: TO, tz: "Asia/Kolkata", sender: null, preset: null };
  for (const [by, of] of [
    ["provider", "Outlook"],
    ["domain", "gmail.com"],
    ["campaign", "How was your order?"],
    ["code", "5.1.1"],
    ["category", "invalid-recipient"],
  ] as const) {
    const report = await trend(db, filter, { grain: "hour", by, of }, NOW);
    assert.deepEqual([report.grain, report.utc, report.buckets.length], ["day", true, 9]);
    const [row] = await db.$queryRaw<Counts[]>`
      select ${COUNTS} from ${within("UTC", filter.from, filter.to, null)} where ${NAMES[by]} = ${of}`;
    const [all] = await db.$queryRaw<
      Counts[]
    >`select ${COUNTS} from ${within("UTC", filter.from, filter.to, null)}`;
    if (isOfBounces(by)) assert.deepEqual([report.total.hard, report.total.sent], [row!.hard, all!.sent]);
    else assert.deepEqual(report.total, row);
    const weeks = await trend(db, filter, { grain: "week", by, of }, NOW);
    assert.deepEqual(weeks.total, report.total);
  }
});

test("an hour has the same hour of the clock before it, also over a change of the clocks", async () => {
  const filter = { from: "2026-10-26", to: "2026-10-27", tz: "Europe/Berlin", sender: null, preset: null };
  const report = await trend(db, filter, { grain: "hour" }, NOW);
  for (const [i, bucket] of report.buckets.entries()) {
    assert.equal(report.before[i]?.label.slice(11), bucket.label.slice(11));
    assert.equal(report.before[i]?.label.slice(0, 10), addDays(bucket.label.slice(0, 10), -7));
  }
});

test("the bucket that has not ended yet is the last one, and what it would be compared with stands beside it", async () => {
  const filter = { from: "2026-10-28", to: "2026-11-05", tz: "Europe/Berlin", sender: null, preset: null };
  for (const [grain, last] of [
    ["hour", "2026-10-29T20:00"],
    ["day", "2026-10-29"],
    ["week", "2026-10-28"],
  ] as const) {
    const { buckets, before } = await trend(db, filter, { grain }, NOW);
    assert.deepEqual(
      buckets.filter(({ incomplete }) => incomplete).map(({ label }) => label),
      [last],
    );
    assert.deepEqual([buckets.at(-1)?.label, before.length], [last, buckets.length]);
  }
  const day = await trend(db, filter, { grain: "day", by: "provider", of: "Gmail" }, NOW);
  assert.equal(day.buckets.at(-1)?.label, "2026-10-29");
});
