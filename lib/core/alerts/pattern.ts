import type { Count, Judgement } from "./judge";
import type { PatternRule } from "./rule";

/** Fewer of the same weekday make no pattern. */
const FEWEST_WEEKS = 4;
/** Makes the median deviation comparable to a standard deviation, where values are normal. */
const CONSISTENT = 1.4826;
/** From how much of the alert on it is watched. */
const WATCH = 0.7;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * How far `value` lies from the others, in robust deviations (median and median absolute deviation).
 * @param least the smallest deviation that is believed: chance alone makes that much
 */
export function deviations(value: number, others: number[], least: number): number {
  const centre = median(others);
  const spread = CONSISTENT * median(others.map((other) => Math.abs(other - centre)));
  return (value - centre) / Math.max(spread, least);
}

/** Makes the chance in a proportion nearly the same everywhere: deviation 1 / (2 root(n + 1/2)) (Anscombe 1948). */
const stable = ({ k, n }: Count): number => Math.asin(Math.sqrt((k + 3 / 8) / (n + 3 / 4)));

/**
 * The last whole day against the same weekday of the eight weeks before; a rate only upwards, a volume both ways.
 * @param day the count of that day; of a volume, `n` is the number sent and `k` is not looked at
 * @param before the same weekday of the weeks before; days without mail are left out of a rate's pattern
 */
export function judgePattern(rule: PatternRule, day: Count, before: Count[]): Judgement {
  const isVolume = rule.metric === "volume";
  const known = before.filter(({ n }) => n > 0);
  const unknown: Judgement = { state: "no-data", window: null, count: day, value: null, clear: false };
  if (known.length < FEWEST_WEEKS || (!isVolume && day.n === 0)) return unknown;
  const volumes = known.map(({ n }) => n);
  const value = isVolume
    ? deviations(day.n, volumes, Math.max(Math.sqrt(median(volumes)), 0.05 * median(volumes)))
    : deviations(stable(day), known.map(stable), 1 / (2 * Math.sqrt(day.n + 0.5)));
  const distance = isVolume ? Math.abs(value) : value;
  const state = distance >= rule.deviations ? "alert" : distance >= WATCH * rule.deviations ? "watch" : "ok";
  return { state, window: null, count: day, value, clear: state === "ok" };
}
