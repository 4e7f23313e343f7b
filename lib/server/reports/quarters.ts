import { type LocalDay, quarterOf } from "@/lib/core/buckets";
import { emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { senderIds } from "./senders";

interface Row extends Omit<Totals, "attempted" | "sent"> {
  bucket: number;
}

/** Days on end that are equally long, in quarter hours: all but those on which the clocks change. */
interface Run {
  start: number;
  end: number;
  length: number;
  /** Place of its first day. */
  first: number;
}

export function runsOf(days: LocalDay[]): Run[] {
  const runs: Run[] = [];
  days.forEach((day, first) => {
    const [start, end] = [quarterOf(day.start), quarterOf(day.end)];
    const run = runs.at(-1);
    if (run?.length === end - start) run.end = end;
    else runs.push({ start, end, length: end - start, first });
  });
  return runs;
}

/**
 * Totals of each day, in the order given, from the quarter-hour rollups; the days are consecutive. Zone rules are applied
 * once, to the boundaries: every zone since 1972 keeps to quarter hours.
 * @param sender an address, a whole domain, or null for all: each has its own rollup
 */
export async function totalsOfDays(db: Database, days: LocalDay[], sender: string | null): Promise<Totals[]> {
  const runs = runsOf(days);
  const rows = await db.$queryRaw<Row[]>`
    select first + (quarter - start) / length as bucket,
      sum(delivered)::float8 as delivered, sum(hard)::float8 as hard, sum(soft)::float8 as soft,
      sum(spam)::float8 as spam, sum(suppressed)::float8 as suppressed, sum(queued + delayed)::float8 as pending,
      sum(deferred)::float8 as deferred, sum(asynchronous)::float8 as asynchronous, sum(opened)::float8 as opened, sum(clicked)::float8 as clicked,
      sum(complained)::float8 as complained, sum(unsubscribed)::float8 as unsubscribed
    from unnest(${runs.map((run) => run.start)}::int[], ${runs.map((run) => run.end)}::int[],
      ${runs.map((run) => run.length)}::int[], ${runs.map((run) => run.first)}::int[]) run (start, "end", length, first)
    join ${await rollupOf(db, sender)} on quarter >= start and quarter < "end"
    group by 1`;
  const totals = days.map(emptyTotals);
  for (const { bucket, ...counts } of rows) {
    const sent = counts.delivered + counts.soft + counts.spam + counts.hard;
    totals[bucket] = { ...counts, sent, attempted: sent + counts.suppressed };
  }
  return totals;
}

/** The quarter hours of a sender, a whole domain, or (null) of all: each has its own rollup. */
export async function rollupOf(db: Database, sender: string | null): Promise<Prisma.Sql> {
  if (sender === null) return Prisma.sql`per_quarter_all`;
  if (!sender.includes("@"))
    return Prisma.sql`(select * from per_quarter_domain where domain = ${sender}) of_domain`;
  const ids = await senderIds(db, sender);
  return Prisma.sql`(select * from per_quarter where sender = any(${ids}::int[])) of_sender`;
}

/** The condition of a rollup or delivery query on its `sender` column. */
export const ofSenders = (senders: number[] | null): Prisma.Sql =>
  senders === null ? Prisma.empty : Prisma.sql`and sender = any(${senders}::int[])`;

/** Whether nothing at all is known of the span. */
export const isEmpty = (totals: Totals): boolean => Object.values(totals).every((count) => count === 0);
