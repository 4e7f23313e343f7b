import { z } from "zod";
import { addDays, countDays } from "@/lib/core/buckets";
import { type Filter, periodBefore } from "@/lib/core/filter";
import { type Bucket, bucketsOf, GRAINS, type Grain, grainOf } from "@/lib/core/grain";
import type { Counts } from "@/lib/core/metrics";
import { monthsBefore } from "@/lib/core/month";
import { isOfBounces, SLICE_NAMES, type Slice } from "@/lib/core/slice";
import type { Database } from "@/lib/server/database";
import { isEmpty, totalsOfDays } from "./quarters";
import { senderIds } from "./senders";
import { addCounts, countsByDay, noCounts } from "./sliced";

export const trendQuery = z.object({
  grain: z.enum(GRAINS).optional(),
  /** With `of`: one slice. A sender is a filter, not a slice of this report. */
  by: z.enum(SLICE_NAMES).exclude(["sender", "sender-domain"]).optional(),
  of: z.string().min(1).max(255).optional(),
});
export type TrendQuery = z.output<typeof trendQuery>;

export interface TrendBucket extends Bucket {
  counts: Counts;
  /** It has not ended yet. */
  incomplete: boolean;
  /** Nothing is known of it, of any slice: a gap, not a zero. */
  noData: boolean;
}

export interface TrendReport {
  grain: Grain;
  /** Of slices only whole UTC days are counted: the buckets are days, weeks or months in UTC. */
  utc: boolean;
  /** Up to the one that has not ended yet: later ones are not there. */
  buckets: TrendBucket[];
  /** The period before, on the same weekdays, by month on the same dates: `before[i]` stands against `buckets[i]`. */
  before: (TrendBucket | null)[];
  total: Counts;
  totalBefore: Counts;
}

/** Everything that is counted, bucket by bucket, of all mail or of one slice, against the period before. */
export async function trend(
  db: Database,
  filter: Filter,
  { grain: asked, by, of }: TrendQuery,
  now: number,
): Promise<TrendReport> {
  const slice = by && of ? { by, name: of } : null;
  const wanted = grainOf(asked, filter);
  const grain = slice && wanted === "hour" ? "day" : wanted;
  const earlier = { ...filter, ...(grain === "month" ? monthsBefore(filter) : periodBefore(filter)) };
  const read = (span: Filter) =>
    slice ? slicedBuckets(db, span, slice, grain, now) : allBuckets(db, span, grain, now);
  const [whole, before] = await Promise.all([read(filter), read(earlier)]);
  const open = whole.findIndex(({ incomplete }) => incomplete);
  const buckets = open < 0 ? whole : whole.slice(0, open + 1);
  const shift = countDays(earlier.from, filter.from) - 1;
  return {
    ...{ grain, utc: slice !== null, buckets },
    before: grain === "hour" ? byHour(buckets, before, shift) : buckets.map((_, i) => before[i] ?? null),
    total: totalOf(buckets),
    totalBefore: totalOf(before),
  };
}

const totalOf = (buckets: TrendBucket[]): Counts =>
  buckets.map(({ counts }) => counts).reduce(addCounts, noCounts());

async function allBuckets(db: Database, span: Filter, grain: Grain, now: number): Promise<TrendBucket[]> {
  const buckets = bucketsOf(span.from, span.to, span.tz, grain);
  const days = buckets.map(({ label, start, end }) => ({ day: label, start, end }));
  const totals = await totalsOfDays(db, days, span.sender);
  return buckets.map((bucket, i) => {
    const { pending: _, opened: __, clicked: ___, ...counts } = totals[i]!;
    return { ...bucket, counts, incomplete: bucket.end > now, noData: isEmpty(totals[i]!) };
  });
}

/** A slice by UTC day. Of bounces by code the base is all mail. */
async function slicedBuckets(
  db: Database,
  span: Filter,
  slice: Slice,
  grain: Grain,
  now: number,
): Promise<TrendBucket[]> {
  const days = { from: span.from, days: countDays(span.from, span.to) };
  const [all, sliced] = await Promise.all([
    allBuckets(db, { ...span, tz: "UTC" }, "day", now),
    countsByDay(db, days, slice.by, [slice.name], await senderIds(db, span.sender)),
  ]);
  const own = sliced.get(slice.name)!;
  let next = 0;
  return bucketsOf(span.from, span.to, "UTC", grain).map((bucket) => {
    const part = all.slice(next, next + bucket.days);
    const counts = own.slice(next, next + bucket.days).reduce(addCounts, noCounts());
    next += bucket.days;
    if (isOfBounces(slice.by)) {
      const { sent, attempted } = totalOf(part);
      Object.assign(counts, { sent, attempted });
    }
    return { ...bucket, counts, incomplete: bucket.end > now, noData: part.every(({ noData }) => noData) };
  });
}

/** The same hour of the clock, so many days before; on a day on which the clocks change one may have none. */
function byHour(buckets: TrendBucket[], before: TrendBucket[], shift: number): (TrendBucket | null)[] {
  const known = new Map(before.map((bucket) => [bucket.label, bucket]));
  return buckets.map(({ label }) => known.get(addDays(label.slice(0, 10), -shift) + label.slice(10)) ?? null);
}
