import { type LocalDay, localDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { EVENT_DOORS } from "@/lib/core/sources/doors";
import type { Database } from "@/lib/server/database";
import { runsOf } from "./quarters";

/** Events by the time at which they came through a door; imports of files are no part of it. */
export interface Arrived {
  /** Not known before by the same route: what a webhook and a log both bring is new twice, and one delivery all the same. */
  accepted: number;
  /** An earlier request had brought them by the same route: kept once. */
  duplicates: number;
  /** Of those accepted: came more than a day after they had happened. */
  late: number;
  rejected: number;
}

export interface ArrivalDay extends Arrived {
  day: string;
  /** The day has not ended yet. */
  incomplete: boolean;
}

export interface Arrivals {
  /** The filter's days in its zone, ascending, without gaps. */
  rows: ArrivalDay[];
  total: Arrived;
}

const nothing = (): Arrived => ({ accepted: 0, duplicates: 0, late: 0, rejected: 0 });

/** What came in on each of these consecutive local days, in their order. */
export async function arrivedOn(db: Database, days: LocalDay[]): Promise<Arrived[]> {
  const runs = runsOf(days);
  const rows = await db.$queryRaw<(Arrived & { bucket: number })[]>`
    select first + (quarter - start) / length as bucket, sum(accepted)::float8 as accepted,
      sum(duplicates)::float8 as duplicates, sum(late)::float8 as late, sum(rejected)::float8 as rejected
    from unnest(${runs.map((run) => run.start)}::int[], ${runs.map((run) => run.end)}::int[],
      ${runs.map((run) => run.length)}::int[], ${runs.map((run) => run.first)}::int[]) run (start, "end", length, first)
    join intake on quarter >= start and quarter < "end"
    where door = any(${EVENT_DOORS}::text[]) group by 1`;
  const arrived = days.map(nothing);
  for (const { bucket, ...counts } of rows) arrived[bucket] = counts;
  return arrived;
}

/** What came in by itself, day by day. */
export async function arrivals(db: Database, { from, to, tz }: Filter, now: number): Promise<Arrivals> {
  const days = localDays(from, to, tz);
  const arrived = await arrivedOn(db, days);
  return {
    rows: days.map(({ day, end }, i) => ({ day, ...arrived[i]!, incomplete: end > now })),
    total: sumOf(arrived),
  };
}

/** The sum, as a new object. */
export function sumOf(days: Arrived[]): Arrived {
  const sum = nothing();
  for (const day of days) for (const key of Object.keys(sum) as (keyof Arrived)[]) sum[key] += day[key];
  return sum;
}
