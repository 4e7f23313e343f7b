import type { PrismaClient } from "@/prisma/generated/client";
import { sqlState } from "./transaction";

const known = new WeakMap<PrismaClient, Set<string>>();

/** Two processes met: the other made the table (or its row type) first. */
const MADE_BY_ANOTHER = new Set(["42P07", "23505", "42710"]);

/**
 * Makes the monthly partitions of the event log for these times (ms, UTC), each in a statement of its own. What this
 * process has seen made is remembered.
 * @throws RangeError for a time that is none.
 */
export async function ensurePartitions(db: PrismaClient, times: Iterable<number>): Promise<void> {
  const made = known.get(db) ?? new Set();
  known.set(db, made);
  let start = 0;
  let end = 0;
  for (const at of times) {
    if (at >= start && at < end) continue;
    const time = new Date(at);
    start = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), 1);
    end = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1);
    const from = new Date(start).toISOString();
    const name = `event_${from.slice(0, 4)}_${from.slice(5, 7)}`;
    if (made.has(name)) continue;
    const to = new Date(end).toISOString();
    try {
      await db.$executeRawUnsafe(
        `create table if not exists ${name} partition of event for values from ('${from}') to ('${to}')`,
      );
    } catch (error) {
      if (!MADE_BY_ANOTHER.has(sqlState(error) ?? "")) throw error;
    }
    made.add(name);
  }
}
