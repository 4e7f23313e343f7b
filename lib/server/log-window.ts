import { DEFAULT_DAYS, GRACE, outdatedBefore } from "@/lib/core/retention";
import type { Prisma } from "@/prisma/generated/client";
import type { Statements } from "./statements";

/** "keep" in ASCII. */
const WINDOW_LOCK = 0x6b656570;

/** How far back the log goes. Times in ms, UTC. */
export interface LogWindow {
  /** For how many days the log is kept. */
  days: number;
  /** The log before it was dropped; null while nothing was. */
  logFrom: number | null;
  /** What is older than this is older than the retention, and goes with its month. */
  outdatedBefore: number;
  /** What says it is later than this comes from a clock that is wrong. */
  until: number;
}

const DAY = 86_400_000;

/** How long the log is kept, in days, and what was dropped of it so far. */
export async function retentionOf(db: Statements): Promise<{ days: number; logFrom: number | null }> {
  const [row] = await db.$queryRaw<{ days: number; logFrom: Date | null }[]>`
    select days, log_from as "logFrom" from retention where id = 1`;
  return { days: row?.days ?? DEFAULT_DAYS, logFrom: row?.logFrom?.getTime() ?? null };
}

/** From when on deliveries are whole, as rollups count them: ms, a midnight UTC; null: all of them are. */
export async function countedFrom(db: Statements): Promise<number | null> {
  const { logFrom } = await retentionOf(db);
  return logFrom === null ? null : logFrom - GRACE;
}

/** How far back the log goes at `now`. */
export async function logWindow(db: Statements, now: Date): Promise<LogWindow> {
  const { days, logFrom } = await retentionOf(db);
  return { days, logFrom, outdatedBefore: outdatedBefore(days, now.getTime()), until: now.getTime() + DAY };
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
 * Whether an event (its time in ms) cannot be taken in, and why: what is older than the log may have been counted and
 * forgotten since, and would count twice; what is more than a day ahead is no time.
 */
export function refusalOf({ logFrom, until }: LogWindow, at: number): string | null {
  if (at > until)
    return `It is from ${new Date(at).toISOString().slice(0, 16)}Z, more than a day ahead: a clock is wrong.`;
  if (logFrom === null || at >= logFrom) return null;
  const day = new Date(logFrom).toISOString().slice(0, 10);
  return `It is older than ${day}. The log before that day is no longer kept, so it cannot be told whether this was counted.`;
}

/**
 * The same of what a provider reports by itself: it does so within days, so that what is older than the retention comes from a
 * clock that is wrong. Files and stores of logs may bring history.
 */
export function liveRefusalOf(window: LogWindow, at: number): string | null {
  const { days, outdatedBefore } = window;
  if (at >= outdatedBefore) return refusalOf(window, at);
  return `It is from ${new Date(at).toISOString().slice(0, 10)}, older than the retention of ${days.toLocaleString("en")} days.`;
}
