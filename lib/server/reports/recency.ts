import { countDays, dayNumber } from "@/lib/core/buckets";
import { COHORTS, type CohortId } from "@/lib/core/engagement/cohorts";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const DAY = 86_400_000;

export interface CohortRow {
  cohort: CohortId;
  sent: number;
  delivered: number;
  hard: number;
  /** Hard, soft and spam. */
  failed: number;
  complained: number;
}

/** Mail by how long ago its reader had read one; the filter's days are taken as UTC days. */
export interface Recency {
  /** Every cohort in its order. */
  rows: CohortRow[];
  /** When the oldest of these days was counted; null where none was yet. */
  countedAt: number | null;
}

/** What became of mail to people who read lately, and to those who do not. */
export async function recency(db: Database, filter: Filter): Promise<Recency> {
  const first = dayNumber(filter.from) / DAY;
  const end = first + countDays(filter.from, filter.to);
  const senders = ofSenders(await senderIds(db, filter.sender));
  const [counts, days] = await Promise.all([
    db.$queryRaw<(Omit<CohortRow, "cohort"> & { cohort: number })[]>`
      select cohort, sum(delivered + soft + spam + hard)::float8 as sent, sum(delivered)::float8 as delivered,
        sum(hard)::float8 as hard, sum(soft + spam + hard)::float8 as failed, sum(complained)::float8 as complained
      from per_recency where day >= ${first} and day < ${end} ${senders} group by 1`,
    db.recencyDay.aggregate({ _min: { countedAt: true }, where: { day: { gte: first, lt: end } } }),
  ]);
  const byCohort = new Map(counts.map(({ cohort, ...row }) => [cohort, row]));
  const none = { sent: 0, delivered: 0, hard: 0, failed: 0, complained: 0 };
  return {
    rows: COHORTS.map(({ id }, i) => ({ cohort: id, ...(byCohort.get(i) ?? none) })),
    countedAt: days._min.countedAt?.getTime() ?? null,
  };
}
