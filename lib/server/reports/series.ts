import { localDays } from "@/lib/core/buckets";
import { type Filter, periodBefore } from "@/lib/core/filter";
import { addTotals, type DayTotals, emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { isEmpty, totalsOfDays } from "./quarters";

export interface SeriesDay extends DayTotals {
  /** The day has not ended yet. */
  incomplete: boolean;
  /** Nothing is known of it: a gap, not a zero. */
  noData: boolean;
}

export interface Series {
  /** The filter's days in its zone, ascending, without gaps. */
  days: SeriesDay[];
  /** The period before, on the same weekdays unless another was asked for: `before[i]` stands against `days[i]`. */
  before: SeriesDay[];
  total: Totals;
  totalBefore: Totals;
}

/** Deliveries by outcome, day by day, against the period before, or another of about its length. */
export async function series(
  db: Database,
  filter: Filter,
  now: number,
  earlier: { from: string; to: string } = periodBefore(filter),
): Promise<Series> {
  const read = async (span: { from: string; to: string }) => {
    const days = localDays(span.from, span.to, filter.tz);
    const totals = await totalsOfDays(db, days, filter.sender);
    return {
      days: days.map(({ day, end }, i) => {
        const counts = totals[i]!;
        return { day, ...counts, incomplete: end > now, noData: isEmpty(counts) };
      }),
      total: totals.reduce(addTotals, emptyTotals()),
    };
  };
  const [current, before] = await Promise.all([read(filter), read(earlier)]);
  return { days: current.days, before: before.days, total: current.total, totalBefore: before.total };
}
