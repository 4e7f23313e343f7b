import { type LogMonth, logMonth, logMonthOf } from "@/lib/core/retention";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { sqlState } from "./transaction";

const known = new WeakMap<PrismaClient, Set<string>>();

/** Two processes met: the other made the table (or its row type) first. */
const MADE_BY_ANOTHER = new Set(["42P07", "23505", "42710"]);
/** A row found no partition: one that was remembered has been dropped. */
const NO_PARTITION = "23514";

/**
 * Makes the monthly partitions of the event log for these times (ms, UTC), each in a statement of its own. What this
 * process has seen made is remembered.
 * @throws RangeError for a time that is none.
 */
export async function ensurePartitions(db: PrismaClient, times: Iterable<number>): Promise<void> {
  const made = known.get(db) ?? new Set();
  known.set(db, made);
  let month: LogMonth | undefined;
  for (const at of times) {
    if (month && at >= month.from && at < month.to) continue;
    month = logMonth(at);
    if (made.has(month.name)) continue;
    const [from, to] = [new Date(month.from).toISOString(), new Date(month.to).toISOString()];
    try {
      await db.$executeRawUnsafe(
        `create table if not exists ${month.name} partition of event for values from ('${from}') to ('${to}')`,
      );
    } catch (error) {
      if (!MADE_BY_ANOTHER.has(sqlState(error) ?? "")) throw error;
    }
    made.add(month.name);
  }
}

/** Runs what writes to the log at these times; once more when another process has dropped a partition meanwhile. */
export async function withPartitions<T>(
  db: PrismaClient,
  times: Iterable<number>,
  write: () => Promise<T>,
): Promise<T> {
  await ensurePartitions(db, times);
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) !== NO_PARTITION) throw error;
    known.delete(db);
    await ensurePartitions(db, times);
    return write();
  }
}

/** The months of the log that have a table, oldest first. */
export async function logMonths(db: Database): Promise<LogMonth[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select relname::text as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'event'::regclass order by 1`;
  return rows.flatMap(({ name }) => logMonthOf(name) ?? []);
}
