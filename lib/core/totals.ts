/**
 * Counts of deliveries over some span, each delivery once, in the cohort of its earliest status.
 * `attempted = suppressed + delivered + soft + spam + hard` and `sent = attempted - suppressed`.
 */
export interface Totals {
  attempted: number;
  sent: number;
  delivered: number;
  hard: number;
  soft: number;
  spam: number;
  suppressed: number;
  /** Queued or delayed: no outcome yet, in no rate. */
  pending: number;
  /** Of sent: those whose receiver said "later" at least once. */
  deferred: number;
  /** Of hard, soft and spam: those that were reported delivered first. */
  asynchronous: number;
  opened: number;
  clicked: number;
  complained: number;
  unsubscribed: number;
}

/** The totals of one local day. */
export interface DayTotals extends Totals {
  /** ISO day, such as `2026-11-23`. */
  day: string;
}

/** The totals of nothing; a fresh object each time. */
export function emptyTotals(): Totals {
  return {
    attempted: 0,
    sent: 0,
    delivered: 0,
    hard: 0,
    soft: 0,
    spam: 0,
    suppressed: 0,
    pending: 0,
    deferred: 0,
    asynchronous: 0,
    opened: 0,
    clicked: 0,
    complained: 0,
    unsubscribed: 0,
  };
}

const KEYS = Object.keys(emptyTotals()) as (keyof Totals)[];

/** The sum of both, as a new object; spans must not overlap. */
export function addTotals(a: Totals, b: Totals): Totals {
  const sum = emptyTotals();
  for (const key of KEYS) sum[key] = a[key] + b[key];
  return sum;
}

/** Everything that was sent and did not arrive: hard + soft + spam, over `sent` (ACS's failure rate). */
export const failuresOf = (totals: Pick<Totals, "hard" | "soft" | "spam">): number =>
  totals.hard + totals.soft + totals.spam;
