import type { Filter } from "@/lib/core/filter";
import { judge, type Verdict } from "@/lib/core/reputation";
import type { Database } from "@/lib/server/database";
import { complaintCoverage } from "./complaints";
import { judgedDays, type Week } from "./judged";

export interface VerdictReport extends Verdict, Week {}

/** The state of the reputation over the seven days that end with the filter's last day, or today where that is earlier. */
export async function verdict(db: Database, filter: Filter, now: number): Promise<VerdictReport> {
  const { week, ...judged } = await judgedDays(db, filter, now);
  const coverage = await complaintCoverage(db, { ...filter, ...week });
  return { ...judge({ ...judged, coverage, now }), ...week };
}
