import { ENOUGH, MEASURES, type Measure } from "./reputation-limits";
import { rate, wilson } from "./statistics";
import type { Totals } from "./totals";

/** `k` of `n`. */
export interface Share {
  k: number;
  n: number;
}

/** One thing that costs points, and from where to where. */
export interface ScoreRule {
  name: string;
  /** The most points it can cost; all of them are 100. */
  weight: number;
  /** Up to this rate it costs nothing, from `bad` on all of its weight; in between in proportion. */
  good: number;
  bad: number;
  /** So many mails at the good rate are added before it is judged: one bounce of ten is no verdict. */
  prior: number;
  /** What is counted, of what. */
  of: string;
}

/** Weights and bounds are ours, set between what the providers publish (see the page that explains the score). Opens have no place here. */
export const SCORE_RULES = {
  complaints: {
    ...{ name: "Complaints", weight: 35, good: 0.000_5, bad: 0.003, prior: 2_000 },
    of: "reported as spam, of delivered",
  },
  hard: {
    ...{ name: "Hard bounces", weight: 25, good: 0.005, bad: 0.05, prior: 200 },
    of: "bounced hard, of sent",
  },
  blocks: {
    ...{ name: "Blocks (spam, policy)", weight: 15, good: 0.005, bad: 0.05, prior: 200 },
    of: "refused for content, reputation or policy but not hard, of sent",
  },
  dmarc: {
    ...{ name: "Not DMARC-aligned", weight: 15, good: 0.01, bad: 0.1, prior: 200 },
    of: "not aligned, of what DMARC reports count",
  },
  deferred: {
    ...{ name: "Deferred", weight: 5, good: 0.02, bad: 0.15, prior: 200 },
    of: "told to come back later at least once, of sent",
  },
  unsubscribes: {
    ...{ name: "Unsubscribes", weight: 5, good: 0.003, bad: 0.015, prior: 2_000 },
    of: "unsubscribed, of delivered",
  },
} as const satisfies Record<string, ScoreRule>;
export type ScorePartName = keyof typeof SCORE_RULES;

/** The score where a published limit is certainly broken, at most. */
export const CAP = 49;

export interface ScorePart extends Share {
  part: ScorePartName;
  /** k of n; null where nothing is known. */
  rate: number | null;
  /** Points, to a tenth; null where it is not measured. */
  loss: number | null;
}

export interface Score {
  /** 0 to 100, whole; null where fewer than 200 were sent. */
  value: number | null;
  parts: ScorePart[];
  /** What the parts cost together, to a tenth. */
  lost: number;
  /** The name of the measure whose broken limit caps the score; null where none does. */
  cappedBy: string | null;
}

export interface ScoreInput {
  totals: Totals;
  /** Bounces for content, reputation or policy that are not hard. */
  blocks: number;
  /** Of the DMARC reports; null where there are none. */
  dmarc: Share | null;
  /** Whether any source has ever reported such a thing: otherwise it is not measured, which is not 0 %. */
  reports: { complaints: boolean; unsubscribes: boolean };
}

/** What a part costs, in points; never less for a greater `k` or a smaller `n`. */
export function lossOf({ weight, good, bad, prior }: ScoreRule, { k, n }: Share): number {
  const shrunk = (k + good * prior) / (n + prior);
  const share = Math.min(1, Math.max(0, (shrunk - good) / (bad - good)));
  return Math.round(weight * share * 10) / 10;
}

/** Certainly over its limit, however little was delivered: a mail that fails must not hide a complaint. */
function isBroken(measure: Measure, totals: Totals): boolean {
  const k = measure.k(totals);
  return wilson(k, Math.max(k, measure.n(totals))).low > measure.limit / 10_000;
}

/**
 * 100 less what each part costs. Each rate is shrunk towards its good bound, so that small volumes are not judged by
 * chance; more of anything bad never raises the score. A part that nobody reports costs nothing and is shown as such.
 */
export function scoreOf({ totals, blocks, dmarc, reports }: ScoreInput): Score {
  const { sent, delivered } = totals;
  // A complaint about a mail that bounced later is still one: no rate passes 100 %.
  const ofDelivered = (k: number): Share => ({ k, n: Math.max(k, delivered) });
  const shares: Record<ScorePartName, Share | null> = {
    complaints: reports.complaints ? ofDelivered(totals.complained) : null,
    hard: { k: totals.hard, n: sent },
    blocks: { k: blocks, n: sent },
    dmarc,
    deferred: { k: totals.deferred, n: sent },
    unsubscribes: reports.unsubscribes ? ofDelivered(totals.unsubscribed) : null,
  };
  const parts = (Object.keys(SCORE_RULES) as ScorePartName[]).map((part): ScorePart => {
    const share = shares[part];
    if (!share || share.n === 0) return { part, k: 0, n: 0, rate: null, loss: null };
    return { part, ...share, rate: rate(share.k, share.n), loss: lossOf(SCORE_RULES[part], share) };
  });
  const lost = Math.round(parts.reduce((sum, { loss }) => sum + (loss ?? 0), 0) * 10) / 10;
  const broken = Object.values(MEASURES).find(
    (measure) => (measure !== MEASURES.complaints || reports.complaints) && isBroken(measure, totals),
  );
  const whole = Math.round(100 - lost);
  const value = sent < ENOUGH ? null : broken ? Math.min(CAP, whole) : whole;
  return { value, parts, lost, cappedBy: value !== null && broken ? broken.name : null };
}
