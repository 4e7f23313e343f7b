import { addDays, localDay, localDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { addTotals, type DayTotals, emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { totalsOfDays } from "./quarters";

/** Enough history to see a breach of a seven-day window and the time it takes to heal. */
const DAYS = 35;

/** The seven days that are judged, local days of the filter's zone, both included. */
export interface Week {
  from: string;
  to: string;
}

/** The seven days that end with the filter's last day, or today where that is earlier. */
export function judgedWeek(filter: Filter, now: number): Week {
  const today = localDay(now, filter.tz);
  const ended = filter.to < today;
  const to = ended ? filter.to : today;
  return { from: addDays(to, -6), to };
}

export const weekBefore = ({ from, to }: Week): Week => ({ from: addDays(from, -7), to: addDays(to, -7) });

/** The judged week, the one before it, and the days of five weeks. */
export async function judgedDays(
  db: Database,
  filter: Filter,
  now: number,
): Promise<{ week: Week; last7: Totals; before7: Totals; days: DayTotals[] }> {
  const week = judgedWeek(filter, now);
  const span = localDays(addDays(week.to, 1 - DAYS), week.to, filter.tz);
  const totals = await totalsOfDays(db, span, filter.sender);
  const sum = (part: Totals[]) => part.reduce(addTotals, emptyTotals());
  return {
    week,
    last7: sum(totals.slice(-7)),
    before7: sum(totals.slice(-14, -7)),
    days: span.map(({ day }, i) => ({ day, ...totals[i]! })),
  };
}
