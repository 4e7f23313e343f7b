import { DEFAULT_DAYS, outdatedBefore } from "@/lib/core/retention";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";

/** "keep" in ASCII. */
const WINDOW_LOCK = 0x6b656570;

/** How far back the log goes. Times in ms, UTC. */
export interface LogWindow {
  /** The log before it was dropped; null while nothing was. */
  logFrom: number | null;
  /** What is older than this is older than the retention, and goes with its month. */
  outdatedBefore: number;
}

/** How long the log is kept, in days, and what was dropped of it so far. */
export async function retentionOf(db: Database): Promise<{ days: number; logFrom: number | null }> {
  const row = await db.retention.findUnique({ where: { id: 1 } });
  return { days: row?.days ?? DEFAULT_DAYS, logFrom: row?.logFrom?.getTime() ?? null };
}

/** How far back the log goes at `now`. */
export async function logWindow(db: Database, now: Date): Promise<LogWindow> {
  const { days, logFrom } = await retentionOf(db);
  return { logFrom, outdatedBefore: outdatedBefore(days, now.getTime()) };
}

/** Keeps retention from dropping any more of the log until the end of the transaction; others may hold it so too. */
export async function holdWindow(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(${WINDOW_LOCK})`;
}

/** Waits for all who hold the window, and is alone with it until the end of the transaction. */
export async function moveWindow(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${WINDOW_LOCK})`;
}

/**
 * Whether an event (its time in ms) can no longer be taken in, and why: what it belongs to may have been counted and
 * forgotten since, and would count twice.
 */
export function refusalOf({ logFrom }: LogWindow, at: number): string | null {
  if (logFrom === null || at >= logFrom) return null;
  const day = new Date(logFrom).toISOString().slice(0, 10);
  return `It is older than ${day}. The log before that day is no longer kept, so it cannot be told whether this was counted.`;
}
