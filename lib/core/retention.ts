const DAY = 86_400_000;

/** Days for which the log is kept unless somebody says otherwise, and the bounds of what they may say. */
export const DEFAULT_DAYS = 400;
export const FEWEST_DAYS = 90;
export const MOST_DAYS = 3_650;

/**
 * A delivery outlives its events by so long, in ms: a late bounce must find it, or it would count as a new one. No
 * delivery's statuses lie further apart.
 */
export const GRACE = 30 * DAY;

/** The time before which something is older than the retention, in ms. */
export const outdatedBefore = (days: number, now: number): number => now - days * DAY;

/** The month of the event log that holds `at` (ms): what is kept and dropped as one. UTC. */
export interface LogMonth {
  /** Of its table. */
  name: string;
  /** First instant, and that of the next month: ms. */
  from: number;
  to: number;
}

/** @throws RangeError for a time that is none. */
export function logMonth(at: number): LogMonth {
  const time = new Date(at);
  const from = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), 1);
  const to = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1);
  const [year, month] = new Date(from).toISOString().split("-");
  return { name: `event_${year}_${month}`, from, to };
}

/** The month of a table of the log; null for a table of another name. */
export function logMonthOf(table: string): LogMonth | null {
  const [, year, month] = /^event_(\d{4})_(\d{2})$/.exec(table) ?? [];
  return year && month ? logMonth(Date.UTC(Number(year), Number(month) - 1, 1)) : null;
}

/** Whether a whole month is older than the retention. */
export const isOutdated = ({ to }: LogMonth, days: number, now: number): boolean =>
  to <= outdatedBefore(days, now);
