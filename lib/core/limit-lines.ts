import { type Base, type MetricName, metricOf } from "./metrics";

/** A rate that mail is judged by, as charts draw and name it. */
export interface LimitLine {
  /** A proportion. */
  value: number;
  /** "Gmail and Yahoo 0.3%": who and what, in a sentence. */
  name: string;
  /** The same beside the line: "Gmail, Yahoo 0.3%"; on a phone the first of them only. */
  label: string;
  short: string;
  /** What happens there. */
  meaning: string;
  own: boolean;
}

const percentOf = (value: number): string => `${Number((value * 100).toFixed(3))}%`;

const line = (value: number, who: [string, ...string[]], meaning: string): LimitLine => {
  const rate = percentOf(value);
  const [name, label, short] = [who.join(" and "), who.join(", "), who[0]].map((one) => `${one} ${rate}`);
  return { value, name: name!, label: label!, short: short!, meaning, own: false };
};

/**
 * Published limits, ascending. ACS: failure rate for a higher quota; SES: review and pause of a sender; Gmail: what its
 * guidelines ask senders to stay below, and what they must never reach; Yahoo: its sender's best practices.
 */
const PUBLISHED: Partial<Record<MetricName, LimitLine[]>> = {
  failures: [line(0.02, ["ACS"], "asked of a sender who wants a higher quota")],
  hard: [line(0.05, ["SES"], "a sender is reviewed"), line(0.1, ["SES"], "a sender is paused")],
  complaints: [
    line(0.001, ["Gmail", "SES"], "Gmail asks to stay below it, SES reviews a sender"),
    line(0.003, ["Gmail", "Yahoo"], "must not be reached"),
    line(0.005, ["SES"], "a sender is paused"),
  ],
};

/** Of what a limit is a rate; over anything else it is not drawn. */
const LIMITED: Partial<Record<MetricName, Base>> = { complaints: "delivered" };

/** The lines of a metric over a base: the published ones, and the organisation's own (a proportion) where there is one. */
export function limitLines(metric: MetricName, base: Base, usual: Base, own: number | null): LimitLine[] {
  if (base !== (LIMITED[metric] ?? usual)) return [];
  const lines = [...(PUBLISHED[metric] ?? [])];
  if (own !== null && metricOf(metric).good !== "more") {
    const name = `Own ${percentOf(own)}`;
    lines.push({ value: own, name, label: name, short: name, meaning: "set by the organisation", own: true });
  }
  return lines.sort((a, b) => a.value - b.value);
}

/** How many more of `n` may be counted before the rate is no longer below the limit; negative: how many are too many. */
export const roomBelow = (limit: number, k: number, n: number): number =>
  Math.ceil(Number((limit * n).toFixed(6))) - 1 - k;

/** What each line stands for: "SES 5%: a sender is reviewed." Of all that are known, drawn or not. */
export const limitWords = (lines: LimitLine[]): string =>
  lines.map(({ name, meaning }) => `${name}: ${meaning}.`).join(" ");
