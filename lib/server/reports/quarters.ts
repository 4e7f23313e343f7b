import { type LocalDay, quarterOf } from "@/lib/core/buckets";
import { emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";

interface Row extends Omit<Totals, "attempted" | "sent"> {
  bucket: number;
}

/**
 * Totals of each day, in the order given, from the quarter-hour rollups; the days are consecutive. Zone rules are applied
 * once, to the boundaries: every zone since 1972 keeps to quarter hours.
 * @param senders see `senderIds`
 */
export async function totalsOfDays(
  db: Database,
  days: LocalDay[],
  senders: number[] | null,
): Promise<Totals[]> {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return [];
  const bounds = [...days.map((day) => quarterOf(day.start)), quarterOf(last.end)];
  const rows = await db.$queryRaw<Row[]>`
    select width_bucket(quarter, ${bounds}::int[]) - 1 as bucket,
      sum(delivered)::float8 as delivered, sum(hard)::float8 as hard, sum(soft)::float8 as soft,
      sum(spam)::float8 as spam, sum(suppressed)::float8 as suppressed, sum(queued + delayed)::float8 as pending,
      sum(asynchronous)::float8 as asynchronous, sum(opened)::float8 as opened, sum(clicked)::float8 as clicked,
      sum(complained)::float8 as complained, sum(unsubscribed)::float8 as unsubscribed
    from ${senders === null ? Prisma.sql`per_quarter_all` : Prisma.sql`per_quarter`}
    where quarter >= ${bounds[0]} and quarter < ${bounds.at(-1)} ${ofSenders(senders)}
    group by 1`;
  const totals = days.map(emptyTotals);
  for (const { bucket, ...counts } of rows) {
    const sent = counts.delivered + counts.soft + counts.spam + counts.hard;
    totals[bucket] = { ...counts, sent, attempted: sent + counts.suppressed };
  }
  return totals;
}

/** The condition of a rollup or delivery query on its `sender` column. */
export const ofSenders = (senders: number[] | null): Prisma.Sql =>
  senders === null ? Prisma.empty : Prisma.sql`and sender = any(${senders}::int[])`;

/** Whether nothing at all is known of the span. */
export const isEmpty = (totals: Totals): boolean => Object.values(totals).every((count) => count === 0);
