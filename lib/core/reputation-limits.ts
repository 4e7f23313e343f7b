import type { Limit, Tone } from "./reputation";
import { rate, wilson } from "./statistics";
import { addTotals, type DayTotals, emptyTotals, failuresOf, type Totals } from "./totals";

/** Fewer sends than this are not judged: even none failing would leave 2 % possible (Wilson, 95 %). */
export const ENOUGH = 200;
/** A day with fewer is too small to be named as the day of a trouble. */
const ENOUGH_A_DAY = 50;
/** How long a trouble is remembered, and how long the window is that limits are judged by, in days. */
const MEMORY = 14;
export const WINDOW = 7;

/** Something that others judge senders by. */
export interface Measure {
  name: string;
  source: string;
  k(totals: Totals): number;
  n(totals: Totals): number;
  /** What the rate must stay below, in ten-thousandths, so that counting against it is exact. */
  limit: number;
  /** From where on it is watched, in ten-thousandths. */
  watch: number;
  /** "1.20% {happened}", "over {limitWords}", and what is said from `watch` to `limit`. */
  happened: string;
  limitWords: string;
  watchWords: string;
}

/**
 * The published limits, the one that nearly every sender meets first, first. ACS: failure rate below 2 % (quota increase);
 * to be watched from 1.5 % is ours: an ordinary sender stands at 1.2 %. SES: review at 5 % hard bounces, pause at 10 %.
 * Gmail: spam rate below 0.10 %, never 0.30 %.
 */
export const MEASURES = {
  failures: {
    name: "Failures",
    source: "ACS",
    k: failuresOf,
    n: (totals: Totals) => totals.sent,
    limit: 200,
    watch: 150,
    happened: "of your mail failed",
    limitWords: "the 2% that ACS asks for",
    watchWords: "close to the 2% that ACS asks for",
  },
  hard: {
    name: "Hard bounces",
    source: "SES",
    k: (totals: Totals) => totals.hard,
    n: (totals: Totals) => totals.sent,
    limit: 1_000,
    watch: 500,
    happened: "of your mail bounced hard",
    limitWords: "the 10% at which SES pauses a sender",
    watchWords: "over the 5% at which SES reviews a sender",
  },
  complaints: {
    name: "Complaints",
    source: "Gmail",
    k: (totals: Totals) => totals.complained,
    n: (totals: Totals) => totals.delivered,
    limit: 30,
    watch: 10,
    happened: "of what arrived was reported as spam",
    limitWords: "the 0.30% that Gmail allows",
    watchWords: "over the 0.10% that Gmail asks for",
  },
} as const satisfies Record<string, Measure>;

/** alert: certainly over the limit (lower end of the 95 % interval); watch: the figure itself is near or over it. */
function toneOf(measure: Measure, k: number, n: number): Tone {
  if (n < ENOUGH) return "none";
  if (wilson(k, n).low > measure.limit / 10_000) return "alert";
  return k * 10_000 >= measure.watch * n ? "watch" : "ok";
}

/** How the totals stand against a limit. Where nobody has ever reported a complaint there is nothing to judge. */
export function standing(measure: Measure, totals: Totals, reported: boolean): Limit {
  const [k, n] = reported ? [measure.k(totals), measure.n(totals)] : [0, 0];
  const { name, source, limit } = measure;
  return { name, source, rate: rate(k, n), k, n, limit: limit / 10_000, state: toneOf(measure, k, n) };
}

/** How many more of `n` may fail before the rate is no longer below the limit; negative: how many are too many. Exact. */
export const leeway = (measure: Measure, k: number, n: number): number =>
  Math.ceil((measure.limit * n) / 10_000) - 1 - k;

const isOver = (measure: Measure, totals: Totals): boolean =>
  measure.k(totals) * 10_000 >= measure.limit * measure.n(totals);

const sumOf = (days: DayTotals[]): Totals => days.reduce<Totals>(addTotals, emptyTotals());

/** A limit that was broken within the last fourteen days. */
export interface Trouble {
  measure: Measure;
  /** The days that were certainly over it by themselves, ascending; empty where only seven days together were. */
  days: string[];
  /** The rate of those days together, null where there are none. */
  peak: number | null;
  /** The last day on which the seven-day figure was over the limit; null where it never was. */
  until: string | null;
  /** The rate of what was sent after those days, or in the last three where none stands out; null where nothing was. */
  since: number | null;
  /** Whether it is past: none of the last three days was over the limit, and what was sent since keeps it. */
  past: boolean;
}

/** The trouble of the last fourteen days with one limit. @param days ascending, with six more before those fourteen */
export function troubleWith(measure: Measure, days: DayTotals[]): Trouble | null {
  const recent = days.slice(-MEMORY);
  const bad = recent.filter((day) => {
    const n = measure.n(day);
    return n >= ENOUGH_A_DAY && wilson(measure.k(day), n).low > measure.limit / 10_000;
  });
  const until = recent.findLast((_, i) => {
    const end = days.length - recent.length + i + 1;
    const window = sumOf(days.slice(Math.max(0, end - WINDOW), end));
    return measure.n(window) >= ENOUGH && isOver(measure, window);
  });
  if (bad.length === 0 && !until) return null;
  const last = bad.at(-1)?.day;
  const three = days.slice(-3);
  const since = sumOf(last ? days.filter(({ day }) => day > last) : three);
  const all = sumOf(bad);
  return {
    measure,
    days: bad.map(({ day }) => day),
    peak: rate(measure.k(all), measure.n(all)),
    until: until?.day ?? null,
    since: rate(measure.k(since), measure.n(since)),
    past: measure.n(since) > 0 && !isOver(measure, since) && !three.some(({ day }) => day === last),
  };
}
