import { rate, wilson } from "../statistics";
import type { GmailRule, RateRule, SilenceRule } from "./rule";

export type AlertState = "ok" | "watch" | "alert" | "no-data";

export interface Count {
  k: number;
  n: number;
}

/** The last hour, the last 24 hours, and seven local days with today so far, as on the overview. */
export interface Windows {
  hour: Count;
  day: Count;
  week: Count;
}
export type Window = keyof Windows;

/** What a rule says at one moment. */
export interface Judgement {
  state: AlertState;
  /** The span that the state is told by. */
  window: Window | null;
  count: Count;
  /** The figure in the unit of its rule: a proportion, deviations, minutes. Null: nothing is known. */
  value: number | null;
  /** Far enough on the good side for an open incident to close. */
  clear: boolean;
  /** Why a source fails, in one sentence; absent where it does not. */
  failure?: string;
}

/**
 * How many it takes, and how certain it must be (standard deviations), before a window opens an incident. The short ones
 * are looked at far more often than they are independent, so that the day asks for more; a week of enough mail speaks for itself.
 */
const BURNS: Record<Window, { least: number; z: number }> = {
  hour: { least: 20, z: 1.96 },
  day: { least: 5, z: 3.3 },
  week: { least: 1, z: 1.96 },
};
const QUICKEST_FIRST: Window[] = ["hour", "day", "week"];

/**
 * A rate against its line. Opens on the lower end of the Wilson interval in any window (fast burn, a day, slow burn);
 * watches when the rate of seven days is over the line but may be chance. standards.md B5.
 */
export function judgeRate({ opens, closes, minimum }: RateRule, windows: Windows): Judgement {
  const { week } = windows;
  const burning = QUICKEST_FIRST.find((window) => {
    const { k, n } = windows[window];
    const { least, z } = BURNS[window];
    return k >= least && (window !== "week" || n >= minimum) && wilson(k, n, z).low > opens;
  });
  const weekly = rate(week.k, week.n);
  const enough = week.n >= minimum;
  const clear = enough && !burning && weekly! < closes;
  if (burning) {
    const count = windows[burning];
    return { state: "alert", window: burning, count, value: rate(count.k, count.n), clear };
  }
  const state = !enough ? "no-data" : weekly! >= opens ? "watch" : "ok";
  return { state, window: "week", count: week, value: weekly, clear };
}

/**
 * What Gmail tells against its line. It tells a rate without its volume, of mail enough for it to tell any: there is no
 * interval, the line itself decides. @param rate the highest of the sender domains, a proportion; null: none was told lately
 */
export function judgeGmail({ opens, closes }: GmailRule, rate: number | null): Judgement {
  const count = { k: 0, n: 0 };
  if (rate === null) return { state: "no-data", window: null, count, value: null, clear: false };
  const state = rate >= opens ? "alert" : rate >= closes ? "watch" : "ok";
  return { state, window: null, count, value: rate, clear: rate < closes };
}

/** Something that Repute fetches from fails. */
export interface Failing {
  /** Without a break, ms since 1970. */
  since: number;
  reason: string;
}

/** A look that fails is tried again within minutes: one or two are no trouble yet. In minutes. */
const FAILS = 15;

/**
 * Whether events still arrive, and what they are fetched from works. @param last when the latest came, ms since 1970; null:
 * never has one @param failing null: it works, or nothing is fetched
 */
export function judgeSilence(
  rule: SilenceRule,
  last: number | null,
  failing: Failing | null,
  now: number,
): Judgement {
  const arrivals = judgeArrivals(rule, last, now);
  if (!failing) return arrivals;
  const value = Math.max(0, now - failing.since) / 60_000;
  const state = value >= FAILS ? "alert" : "watch";
  return state === "watch" && arrivals.state === "alert"
    ? arrivals
    : { ...arrivals, state, value, clear: state !== "alert", failure: failing.reason };
}

function judgeArrivals({ minutes }: SilenceRule, last: number | null, now: number): Judgement {
  const known = { window: null, count: { k: 0, n: 0 } };
  if (minutes === null) return { ...known, state: "ok", value: null, clear: true };
  if (last === null) return { ...known, state: "no-data", value: null, clear: false };
  const value = Math.max(0, now - last) / 60_000;
  const state = value > minutes ? "alert" : value > minutes / 2 ? "watch" : "ok";
  return { ...known, state, value, clear: state !== "alert" };
}
