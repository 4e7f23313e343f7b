import type { Margins } from "./plot";
import { dayTicks } from "./scale";

/** One bucket of a rate or a count. Null stands for "no data". */
export interface TrendPoint {
  rate: number | null;
  /** The 95 % interval; of a count both are the count. */
  low: number;
  high: number;
  /** The same in the period before. */
  before: number | null;
  incomplete: boolean;
  noData: boolean;
}

/** An interval this many times as wide as the usual one is of a day that has less than a sixteenth of the usual mail. */
const THIN = 4;

/** Which points say little beside the others, as their intervals are so much wider; never those of counts. */
export function thin(points: TrendPoint[]): boolean[] {
  const widths = points.map(({ rate, low, high, incomplete }) =>
    rate === null || incomplete ? null : high - low,
  );
  const known = widths.filter((width) => width !== null).sort((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 0;
  return widths.map((width) => width !== null && width > usual * THIN);
}

/** The highest thing to be drawn. Intervals that pass it by more than a quarter are cut, those of few mails wholly. */
export function topOf(points: TrendPoint[], limit = 0): number {
  const few = thin(points);
  const rates = points.flatMap(({ rate, before }, index) => [few[index] ? 0 : (rate ?? 0), before ?? 0]);
  const highest = Math.max(limit * 1.15, ...rates);
  const intervals = points.map(({ rate, high }, index) => (rate === null || few[index] ? 0 : high));
  return Math.max(highest, Math.min(highest * 1.25, Math.max(...intervals)));
}

/** What the foot of a chart says of days that are left out of its line; nothing where there are none. */
export const thinWords = (points: TrendPoint[]): string =>
  thin(points).includes(true) ? " A gap in the line: too few mails to say." : "";

/** Limits that data comes near: the lowest one, and those up to twice as high as what is drawn. Ascending. */
export function drawnLimits<Limit extends { value: number }>(points: TrendPoint[], limits: Limit[]): Limit[] {
  const sorted = limits.toSorted((a, b) => a.value - b.value);
  const reach = topOf(points) * 2;
  return sorted.filter(({ value }, i) => i === 0 || value <= reach);
}

/** The day to name: the highest that is of enough mail, where it stands out from the middle of the others. */
export function peakOf(points: TrendPoint[]): number | null {
  const few = thin(points);
  const known = points.flatMap(({ rate, incomplete }, index) =>
    rate === null || incomplete || few[index] ? [] : [{ rate, index }],
  );
  if (known.length < 3) return null;
  const sorted = known.map(({ rate }) => rate).sort((a, b) => a - b);
  const highest = known.reduce((best, point) => (point.rate > best.rate ? point : best));
  return highest.rate > (sorted[sorted.length >> 1] ?? 0) * 1.25 ? highest.index : null;
}

export function namedDays(count: number, limit: number): number[] {
  const named = dayTicks(count, limit);
  const step = (named[1] ?? count) - (named[0] ?? 0);
  return [...named.filter((index) => count - 1 - index >= step * 0.6), count - 1];
}

export const yOf = (value: number, top: number, height: number, { top: above, bottom }: Margins) =>
  above + (1 - value / top) * (height - above - bottom);

/** A line of the words beside a chart, in px. */
const LABEL = 15;

/**
 * How far to move each of the labels that stand one above the other at the right edge, at these heights, so that none lies on
 * one before it: the least that it takes.
 */
export function spread(heights: number[]): number[] {
  const taken: number[] = [];
  return heights.map((y) => {
    const isFree = (at: number) => taken.every((other) => Math.abs(other - at) >= LABEL);
    const places = [y, ...taken.flatMap((other) => [other + LABEL, other - LABEL])];
    const at = places
      .filter(isFree)
      .reduce((best, one) => (Math.abs(one - y) < Math.abs(best - y) ? one : best));
    taken.push(at);
    return at - y;
  });
}

/** Which gaps are named: the first, and those whose middle is at least `apart` buckets from that of the one named before. */
export function namedGaps(gaps: [first: number, end: number][], apart: number): boolean[] {
  let last = Number.NEGATIVE_INFINITY;
  return gaps.map(([first, end]) => {
    const middle = (first + end) / 2;
    if (middle - last < apart) return false;
    last = middle;
    return true;
  });
}

/** Above the middle of a gap, but within the plot. */
export function labelPlace(first: number, end: number, last: number) {
  if (end === last) return { position: "insideTopRight", dy: -4, dx: 4 } as const;
  if (first === 0) return { position: "insideTopLeft", dy: -4, dx: -4 } as const;
  return { position: "insideTop", dy: -4 } as const;
}
