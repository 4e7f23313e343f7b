import { addDays, localDay, localDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { judge, type Verdict } from "@/lib/core/reputation";
import { addTotals, type DayTotals, emptyTotals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { totalsOfDays } from "./quarters";

/** Enough history to see a breach of a seven-day window and the time it takes to heal. */
const DAYS = 35;

export interface VerdictReport extends Verdict {
  /** The seven days that were judged, local days of the filter's zone, both included. */
  from: string;
  to: string;
}

/** The state of the reputation over the seven days that end with the filter's last day, or today where that is earlier. */
export async function verdict(db: Database, filter: Filter, now: number): Promise<VerdictReport> {
  const today = localDay(now, filter.tz);
  const ended = filter.to < today;
  const to = ended ? filter.to : today;
  const span = localDays(addDays(to, 1 - DAYS), to, filter.tz);
  const totals = await totalsOfDays(db, span, filter.sender);
  const days: DayTotals[] = span.map(({ day }, i) => ({ day, ...totals[i]! }));
  const sum = (part: typeof totals) => part.reduce(addTotals, emptyTotals());
  const judged = judge({ last7: sum(totals.slice(-7)), before7: sum(totals.slice(-14, -7)), days, now });
  return { ...judged, from: addDays(to, -6), to };
}
