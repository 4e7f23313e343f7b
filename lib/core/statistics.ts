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
 * The 95 % score interval of a proportion (Wilson 1927). Honest at 0 and n, where the usual one collapses.
 * Knowing nothing (n = 0), it is 0 to 1.
 */
export function wilson(k: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const p = Math.min(Math.max(k / n, 0), 1);
  const z2 = Z * Z;
  const centre = p + z2 / (2 * n);
  const half = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return {
    low: p === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: p === 1 ? 1 : Math.min(1, (centre + half) / scale),
  };
}
