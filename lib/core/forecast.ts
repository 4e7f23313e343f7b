/** So many days are looked back at, and so far a crossing is foretold. */
export const LOOK_BACK = 14;
const FEWEST = 7;
const FARTHEST = 28;
/** Two-sided 95 % of Student's t for 5, 6, ... 12 degrees of freedom. */
const T = [2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179];

export interface Forecast {
  /** Points a day, as a proportion. */
  slope: number;
  /** Whole days from the last one until the line meets the limit, and the range that the slope's 95 % interval gives. */
  days: number;
  earliest: number;
  /** Null: by the slow end of the interval not within four weeks. */
  latest: number | null;
}

/**
 * When a rate that has risen for two weeks will meet a limit if it goes on so: a straight line by least squares, each day
 * weighing as much as it has mail. Null where it does not clearly rise (the slope's 95 % interval holds 0), is over the
 * limit already, or would not meet it within four weeks.
 * @param days whole ones, ascending, the last one yesterday or today; those without mail count for nothing
 */
export function forecast(days: { k: number; n: number }[], limit: number): Forecast | null {
  const points = days
    .slice(-LOOK_BACK)
    .map(({ k, n }, i, all) => ({ x: i - (all.length - 1), y: n > 0 ? k / n : 0, w: n }))
    .filter(({ w }) => w > 0);
  if (points.length < FEWEST) return null;
  const sum = (of: (point: { x: number; y: number; w: number }) => number) =>
    points.reduce((total, point) => total + of(point), 0);
  const weight = sum(({ w }) => w);
  const [x0, y0] = [sum(({ x, w }) => w * x) / weight, sum(({ y, w }) => w * y) / weight];
  const spread = sum(({ x, w }) => w * (x - x0) ** 2);
  if (spread === 0) return null;
  const slope = sum(({ x, y, w }) => w * (x - x0) * (y - y0)) / spread;
  const now = y0 - slope * x0;
  const freedom = points.length - 2;
  const error = Math.sqrt(sum(({ x, y, w }) => w * (y - y0 - slope * (x - x0)) ** 2) / freedom / spread);
  const half = (T[freedom - 5] ?? 2.179) * error;
  if (slope - half <= 0 || now >= limit) return null;
  const until = (by: number) => Math.ceil((limit - now) / by);
  if (until(slope) > FARTHEST) return null;
  const slow = until(slope - half);
  return {
    slope,
    days: until(slope),
    earliest: Math.max(1, until(slope + half)),
    latest: slow > FARTHEST ? null : slow,
  };
}
