/** The steps that people read without effort. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * The grid of an axis from zero: three to five equal steps, the last one at or above `max`.
 * @param max of the data, positive; 0 gives one step of 1.
 */
export function ticks(max: number): number[] {
  if (!(max > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(max / 4));
  const step = power * (STEPS.find((candidate) => candidate * power * 4 >= max * 0.999) ?? 10);
  const count = Math.max(1, Math.ceil((max / step) * 0.999));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** The indices of the days that get a word below the axis: weekly steps, or months for long spans, at most `limit`. */
export function dayTicks(days: number, limit: number): number[] {
  const steps = [1, 2, 3, 7, 14, 28, 56, 91, 182, 364];
  const step = steps.find((candidate) => Math.ceil(days / candidate) <= limit) ?? Math.ceil(days / limit);
  return Array.from({ length: Math.ceil(days / step) }, (_, index) => index * step);
}

/** The stretches of consecutive indices for which `holds`: [first, last], both included. */
export function runs(length: number, holds: (index: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let index = 0; index < length; index++) {
    if (!holds(index)) continue;
    const open = found.at(-1);
    if (open && open[1] === index - 1) open[1] = index;
    else found.push([index, index]);
  }
  return found;
}

/** Intervals beyond this many times the highest rate are cut: few messages say little. */
const BEYOND = 1.35;

/** The highest thing that is drawn of rates with their intervals. */
export function topOfIntervals(rates: { rate: number; high: number }[]): number {
  const highest = Math.max(...rates.map(({ rate }) => rate));
  return Math.min(
    1,
    Math.max(highest, Math.min(highest * BEYOND, Math.max(...rates.map(({ high }) => high)))),
  );
}
