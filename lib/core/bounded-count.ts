import { count } from "./format";

/** So far is counted what may be very many: a greater number says only that there are more. */
export const MOST_COUNTED = 10_000;

/** A sum of such counts, and whether it is more than that. */
export interface BoundedSum {
  n: number;
  more: boolean;
}

/** Adds counts of which each goes one beyond {@link MOST_COUNTED} at most. */
export const boundedSum = (...counts: number[]): BoundedSum => ({
  n: counts.reduce((sum, n) => sum + Math.min(n, MOST_COUNTED), 0),
  more: counts.some((n) => n > MOST_COUNTED),
});

/** "4,230", "more than 10,000" */
export const boundedWords = ({ n, more }: BoundedSum): string => (more ? `more than ${count(n)}` : count(n));
