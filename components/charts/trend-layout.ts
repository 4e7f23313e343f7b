import type { Margins } from "./plot";
import { dayTicks } from "./scale";

/** One day of a rate. Null stands for "no data". */
export interface TrendPoint {
  rate: number | null;
  /** The 95 % interval. */
  low: number;
  high: number;
  /** The rate of the same weekday in the period before. */
  before: number | null;
  incomplete: boolean;
  noData: boolean;
}

/** The highest thing to be drawn. Intervals that pass it by more than a quarter are cut: a day of ten mails says little. */
export function topOf(points: TrendPoint[], limit = 0): number {
  const rates = points.flatMap(({ rate, before }) => [rate ?? 0, before ?? 0]);
  const highest = Math.max(limit * 1.15, ...rates);
  const intervals = points.map(({ rate, high }) => (rate === null ? 0 : high));
  return Math.max(highest, Math.min(highest * 1.25, Math.max(...intervals)));
}

/** The day to name: the highest, where it stands out from the middle of the others. */
export function peakOf(points: TrendPoint[]): number | null {
  const known = points.flatMap(({ rate, incomplete }, index) =>
    rate === null || incomplete ? [] : [{ rate, index }],
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

/** How far to move a label at `y` so that it does not lie on the limit's. */
export function clearOf(limit: number | null, y: number): number {
  if (limit === null || Math.abs(limit - y) >= 15) return 0;
  return limit > y ? limit - y - 15 : limit - y + 15;
}

/** Above the middle of a gap, but within the plot. */
export function labelPlace(first: number, end: number, last: number) {
  if (end === last) return { position: "insideTopRight", dy: -4, dx: 4 } as const;
  if (first === 0) return { position: "insideTopLeft", dy: -4, dx: -4 } as const;
  return { position: "insideTop", dy: -4 } as const;
}
