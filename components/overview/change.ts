import { wilson } from "@/lib/core/statistics";

/** How a share moved from one period to the next. */
export type Change =
  | { kind: "none" }
  /** One of the two knows nothing. */
  | { kind: "incomparable" }
  /** The 95 % intervals overlap: the difference may be chance. */
  | { kind: "unclear"; points: number }
  | { kind: "clear"; points: number };

/** `k` of `n` against the period before, in percentage points. */
export function changeOf(now: { k: number; n: number }, before: { k: number; n: number }): Change {
  if (now.n <= 0 || before.n <= 0) return { kind: "incomparable" };
  const points = (now.k / now.n - before.k / before.n) * 100;
  const [a, b] = [wilson(now.k, now.n), wilson(before.k, before.n)];
  if (a.low <= b.high && b.low <= a.high) return { kind: "unclear", points };
  return points === 0 ? { kind: "none" } : { kind: "clear", points };
}

/** "0.17 pts": two decimals, three where two would show nothing. */
export function pointsWord(points: number): string {
  const size = Math.abs(points);
  return `${size.toFixed(size >= 0.05 ? 2 : 3)} pts`;
}
