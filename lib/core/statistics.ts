/** 97.5 % quantile of the normal distribution: two-sided 95 %. */
const Z = 1.959963984540054;

/** A range of proportions, both ends within 0 and 1. */
export interface Interval {
  low: number;
  high: number;
}

/** `k` of `n` as a proportion, or null ("no data") where n is 0: nothing over nothing is not 0 %. */
export const rate = (k: number, n: number): number | null => (n > 0 ? k / n : null);

/**
 * The score interval of a proportion (Wilson 1927). Honest at 0 and n, where the usual one collapses.
 * Knowing nothing (n = 0), it is 0 to 1.
 * @param z how certain, in standard deviations; without it 95 %, two-sided
 */
export function wilson(k: number, n: number, z = Z): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const p = Math.min(Math.max(k / n, 0), 1);
  const z2 = z * z;
  const centre = p + z2 / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return {
    low: p === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: p === 1 ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/**
 * How far two proportions lie apart, in standard deviations, by the pooled two-proportion test; positive where the first
 * is greater. 0 where either knows nothing.
 */
export function twoProportions(a: { k: number; n: number }, b: { k: number; n: number }): number {
  if (a.n <= 0 || b.n <= 0) return 0;
  const pooled = (a.k + b.k) / (a.n + b.n);
  const deviation = Math.sqrt(Math.max(0, pooled * (1 - pooled)) * (1 / a.n + 1 / b.n));
  return deviation === 0 ? 0 : (a.k / a.n - b.k / b.n) / deviation;
}

/** How likely chance alone is to bring a value at least so far from 0, either way (normal; Abramowitz and Stegun 26.2.17). */
export function tailOf(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.231_641_9 * x);
  const series = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const polynomial = series.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return Math.min(1, 2 * Math.exp((-x * x) / 2) * polynomial * 0.398_942_280_401_432_7);
}

/**
 * Which of many findings are kept when they were looked for at once: of those that are, at most the share `rate` is
 * expected to be chance (Benjamini and Hochberg 1995).
 * @param tails as {@link tailOf} gives them
 */
export function falseDiscovery(tails: number[], rate: number): boolean[] {
  const sorted = [...tails].sort((a, b) => a - b);
  const last = sorted.findLastIndex((tail, i) => tail <= ((i + 1) / sorted.length) * rate);
  const most = last < 0 ? -1 : sorted[last]!;
  return tails.map((tail) => tail <= most);
}
