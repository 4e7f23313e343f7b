const QUARTER = 900_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * For how long a door may be silent before that is worth a word, in ms: longer than its longest silence so far, an hour at
 * least; a day while it has not been open for a day.
 * @param quarters of the days looked at in which anything came, ascending, each the number of its quarter hour
 */
export function patience(quarters: readonly number[]): number {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined || (last - first) * QUARTER < DAY) return DAY;
  const gaps = quarters.slice(1).map((quarter, i) => (quarter - quarters[i]!) * QUARTER);
  return Math.max(HOUR, ...gaps.map((gap) => gap + QUARTER));
}
