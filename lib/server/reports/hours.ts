import { z } from "zod";
import { quarterOf } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { BASES, baseOf, METRIC_NAMES, metricOf } from "@/lib/core/metrics";
import type { Share } from "@/lib/core/score";
import type { Database } from "@/lib/server/database";
import { spanOf } from "./bounced";
import { rollupOf } from "./quarters";
import { noCounts } from "./sliced";

export const hoursQuery = z.object({
  metric: z.enum(METRIC_NAMES).default("failures"),
  over: z.string().max(20).optional(),
});

/** A week of hours by the clock of the filter's zone: Monday from 00:00 on first, 168 in all. */
export interface HoursReport {
  cells: HourCell[];
}

export interface HourCell extends Share {
  /** 0: Monday. */
  weekday: number;
  hour: number;
}

interface Row {
  weekday: number;
  hour: number;
  suppressed: number;
  delivered: number;
  soft: number;
  spam: number;
  hard: number;
  deferred: number;
  asynchronous: number;
  complained: number;
  unsubscribed: number;
}

/** A metric by weekday and hour. An hour that happens twice, when clocks go back, is counted as one. */
export async function hours(
  db: Database,
  filter: Filter,
  { metric, over }: z.output<typeof hoursQuery>,
): Promise<HoursReport> {
  const { start, end } = spanOf(filter);
  const rows = await db.$queryRaw<Row[]>`
    select extract(isodow from local)::int - 1 as weekday, extract(hour from local)::int as hour,
      sum(suppressed)::float8 as suppressed, sum(delivered)::float8 as delivered, sum(soft)::float8 as soft,
      sum(spam)::float8 as spam, sum(hard)::float8 as hard, sum(deferred)::float8 as deferred,
      sum(asynchronous)::float8 as asynchronous, sum(complained)::float8 as complained,
      sum(unsubscribed)::float8 as unsubscribed
    from (select to_timestamp(quarter * 900.0) at time zone ${filter.tz} as local, *
      from ${await rollupOf(db, filter.sender)}
      where quarter >= ${quarterOf(start)} and quarter < ${quarterOf(end)}) by_clock
    group by 1, 2`;
  const cells = Array.from(
    { length: 168 },
    (_, i): HourCell => ({
      ...{ weekday: Math.floor(i / 24), hour: i % 24, k: 0, n: 0 },
    }),
  );
  for (const { weekday, hour, ...row } of rows) {
    const sent = row.delivered + row.soft + row.spam + row.hard;
    const counts = { ...noCounts(), ...row, sent, attempted: sent + row.suppressed };
    const share = { k: metricOf(metric).k(counts), n: BASES[baseOf(metric, over)].n(counts) };
    Object.assign(cells[weekday * 24 + hour]!, share);
  }
  return { cells };
}
