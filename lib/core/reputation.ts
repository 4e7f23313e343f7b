import type { Coverage } from "./complaint-sources";
import { ENOUGH, MEASURES, standing, troubleWith } from "./reputation-limits";
import { causeReason, complaintReason, failureReason, limitReason } from "./reputation-reasons";
import {
  almostHealedSentence,
  atRiskSentence,
  healthySentence,
  noDataSentence,
  notEnoughSentence,
  underReviewSentence,
} from "./reputation-words";
import type { DayTotals, Totals } from "./totals";

/** The states, in the words of the mail world (SES). */
export const STATE_WORDS = {
  healthy: "Healthy",
  "almost-healed": "Almost healed",
  "at-risk": "At risk",
  "under-review": "Under review",
  "not-enough-data": "Not enough data",
  "no-data": "No data",
} as const;
export type State = keyof typeof STATE_WORDS;

export type Tone = "ok" | "watch" | "alert" | "none";

/** A stretch of a sentence; strong ones are what the eye should catch. */
export interface Piece {
  text: string;
  strong: boolean;
}

/** One of at most three reasons for the verdict. */
export interface Reason {
  tone: Tone;
  pieces: Piece[];
  /** Where its proof is: a path with its query, or a section of the page. */
  link: { text: string; href: string };
}

/** One published limit, and how seven days stand against it. */
export interface Limit {
  name: string;
  /** Who published it. */
  source: string;
  /** k of n; null where n is 0. */
  rate: number | null;
  k: number;
  n: number;
  /** What the rate must stay below, as a proportion. */
  limit: number;
  state: Tone;
}

export interface Verdict {
  state: State;
  word: string;
  sentence: Piece[];
  reasons: Reason[];
  limits: Limit[];
}

export interface JudgeInput {
  /** The seven days that are judged, and the seven before them. */
  last7: Totals;
  before7: Totals;
  /** Ascending, one entry a local day, the last one the last of `last7`; twenty and more. */
  days: DayTotals[];
  /** Of how much mail of the seven days complaints can come. */
  coverage: Coverage;
  /** ms since 1970; only says which year need not be named. */
  now: number;
}

/** No two reasons with the same proof. */
function distinct(reasons: (Reason | null)[]): Reason[] {
  const byProof = new Map<string, Reason>();
  for (const reason of reasons)
    if (reason && !byProof.has(reason.link.href)) byProof.set(reason.link.href, reason);
  return [...byProof.values()];
}

/**
 * The state of a sender's reputation in words, with its reasons. Under review: a published limit is certainly broken over
 * seven days (lower end of the 95 % interval). Almost healed: one was broken within fourteen days, but what was sent since
 * and the seven days keep it. At risk: a figure is near or over its limit, or a trouble is not past. Every number in the words is computed.
 */
export function judge({ last7, before7, days, coverage, now }: JudgeInput): Verdict {
  const { failures, hard, complaints } = MEASURES;
  const reported = last7.complained > 0 || days.some((day) => day.complained > 0);
  const ofFailures = standing(failures, last7, true);
  const ofHard = standing(hard, last7, true);
  const ofComplaints = standing(complaints, last7, reported);
  const limits = [ofFailures, ofHard, ofComplaints];
  const verdict = (state: State, sentence: Piece[], reasons: (Reason | null)[]): Verdict => ({
    state,
    word: STATE_WORDS[state],
    sentence,
    reasons: distinct(reasons).slice(0, 3),
    limits,
  });
  if (last7.attempted === 0) return verdict("no-data", noDataSentence(last7, days, now), []);
  if (last7.sent < ENOUGH) return verdict("not-enough-data", notEnoughSentence(last7), []);

  const reasons = [
    failureReason(ofFailures, failures),
    limitReason(ofComplaints, complaints, coverage),
    limitReason(ofHard, hard),
    causeReason(last7, before7),
    complaintReason(ofComplaints, coverage),
  ];
  const judged = [
    { measure: failures, limit: ofFailures },
    { measure: hard, limit: ofHard },
    { measure: complaints, limit: ofComplaints },
  ].map((each) => ({ ...each, trouble: troubleWith(each.measure, days) }));

  const broken = judged.find(({ limit }) => limit.state === "alert");
  if (broken)
    return verdict(
      "under-review",
      underReviewSentence(broken.limit, broken.measure, broken.trouble, now),
      reasons,
    );
  const past = judged.find(({ trouble }) => trouble?.past)?.trouble;
  const keptNow = limits.every(({ state, rate, limit }) => state === "none" || (rate ?? 0) < limit);
  if (past && keptNow) return verdict("almost-healed", almostHealedSentence(past, days, now), reasons);
  const watched =
    judged.find(({ limit }) => limit.state === "watch") ??
    judged.find(({ trouble }) => trouble && !trouble.past);
  if (watched)
    return verdict("at-risk", atRiskSentence(watched.limit, watched.measure, watched.trouble, now), reasons);
  return verdict("healthy", healthySentence(ofFailures, failures, before7), reasons);
}
