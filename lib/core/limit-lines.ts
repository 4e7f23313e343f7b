import { type Base, type MetricName, metricOf } from "./metrics";

/** A rate that mail is judged by, as charts draw and name it. */
export interface LimitLine {
  /** A proportion. */
  value: number;
  /** "ACS 2%": who and what. */
  name: string;
  /** What happens there. */
  meaning: string;
  own: boolean;
}

const line = (value: number, who: string, meaning: string): LimitLine => ({
  ...{ value, name: `${who} ${Number((value * 100).toFixed(3))}%`, meaning, own: false },
});

/**
 * Published limits, ascending. ACS: failure rate for a higher quota; SES: review and pause of a sender; Gmail: what its
 * guidelines ask senders to stay below, and what they must never reach; Yahoo: its sender's best practices.
 */
const PUBLISHED: Partial<Record<MetricName, LimitLine[]>> = {
  failures: [line(0.02, "ACS", "asked of a sender who wants a higher quota")],
  hard: [line(0.05, "SES", "a sender is reviewed"), line(0.1, "SES", "a sender is paused")],
  complaints: [
    line(0.001, "Gmail and SES", "Gmail asks to stay below it, SES reviews a sender"),
    line(0.003, "Gmail and Yahoo", "must not be reached"),
    line(0.005, "SES", "a sender is paused"),
  ],
};

/** Of what a limit is a rate; over anything else it is not drawn. */
const LIMITED: Partial<Record<MetricName, Base>> = { complaints: "delivered" };

/** The lines of a metric over a base: the published ones, and the organisation's own (a proportion) where there is one. */
export function limitLines(metric: MetricName, base: Base, usual: Base, own: number | null): LimitLine[] {
  if (base !== (LIMITED[metric] ?? usual)) return [];
  const lines = [...(PUBLISHED[metric] ?? [])];
  if (own !== null && metricOf(metric).good !== "more") {
    const name = `Own ${Number((own * 100).toFixed(3))}%`;
    lines.push({ value: own, name, meaning: "set by the organisation", own: true });
  }
  return lines.sort((a, b) => a.value - b.value);
}

/** How many more of `n` may be counted before the rate is no longer below the limit; negative: how many are too many. */
export const roomBelow = (limit: number, k: number, n: number): number =>
  Math.ceil(Number((limit * n).toFixed(6))) - 1 - k;
