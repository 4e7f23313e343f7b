import type { Coverage } from "./complaint-sources";
import { count, percent } from "./format";
import type { Limit, Reason } from "./reputation";
import { ENOUGH, leeway, type Measure } from "./reputation-limits";
import { pieces, rateWords } from "./reputation-words";
import { wilson } from "./statistics";
import type { Totals } from "./totals";

const CLASSES = ["hard", "soft", "spam"] as const;
type BounceClass = (typeof CLASSES)[number];

const NAMES: Record<BounceClass, string> = {
  hard: "Hard bounces",
  soft: "Soft bounces",
  spam: "Spam bounces",
};
const repliesOf = (of: BounceClass) => ({ text: "Read the replies", href: `/bounces?class=${of}` });

/** Failures against their limit, and what that leaves. */
export function failureReason(limit: Limit, measure: Measure): Reason {
  const { rate, k, n, limit: at, state } = limit;
  const left = leeway(measure, k, n);
  const stand = `Seven-day failures stand at **${rateWords(rate, at)}** (${count(k)} of ${count(n)}),`;
  const text =
    left < 0
      ? `${stand} over ${measure.limitWords}. **${count(-left)}** fewer would have kept it.`
      : `${stand} below ${measure.limitWords}. You can afford **${count(left)}** more in this window.`;
  return { tone: state, pieces: pieces(text), link: { text: "See the trend", href: "#trend" } };
}

/** What a rate of complaints is silent about: it is of all mail. */
const coverageWords = ({ delivered, covered }: Coverage): string =>
  delivered > 0
    ? ` They can come from **${percent(covered / delivered)}** of this mail only: Gmail passes none on.`
    : "";

/** Another limit that is near or broken. @param coverage of complaints */
export function limitReason(limit: Limit, measure: Measure, coverage?: Coverage): Reason | null {
  if (limit.state !== "watch" && limit.state !== "alert") return null;
  const { rate, k, n, limit: at, state, name } = limit;
  const against = (rate ?? 0) >= at ? `over ${measure.limitWords}` : measure.watchWords;
  const link =
    name === "Complaints"
      ? { text: "See who complained", href: "/events?kind=complained" }
      : repliesOf("hard");
  return {
    tone: state,
    pieces: pieces(
      `${name} stand at **${rateWords(rate, at)}** (${count(k)} of ${count(n)}), ${against}.${coverage ? coverageWords(coverage) : ""}`,
    ),
    link,
  };
}

/** The class of bounces that clearly rose since the week before, by the most; else the one that most failures are of. */
export function causeReason(last: Totals, before: Totals): Reason | null {
  const rose = CLASSES.filter(
    (of) => before.sent >= ENOUGH && wilson(last[of], last.sent).low > wilson(before[of], before.sent).high,
  ).sort((a, b) => (last[b] - last[a]) / last.sent - (before[b] - before[a]) / before.sent)[0];
  if (rose) {
    const [now, then] = [percent(last[rose] / last.sent), percent(before[rose] / before.sent)];
    return {
      tone: "watch",
      pieces: pieces(`${NAMES[rose]} rose to **${now}**, from ${then} the week before.`),
      link: repliesOf(rose),
    };
  }
  const failed = last.hard + last.soft + last.spam;
  const [most] = [...CLASSES].sort((a, b) => last[b] - last[a]);
  if (!most || failed === 0) return null;
  return {
    tone: "ok",
    pieces: pieces(
      `No class of bounces clearly rose. ${NAMES[most]} are the most, **${count(last[most])}** of ${count(failed)}.`,
    ),
    link: repliesOf(most),
  };
}

/** Complaints that are no trouble, or that nobody reports. */
export function complaintReason(limit: Limit, coverage: Coverage): Reason | null {
  if (limit.state === "watch" || limit.state === "alert") return null;
  if (limit.state === "none")
    return {
      tone: "none",
      pieces: pieces("Complaints are **not judged:** no source has reported any, and ACS reports none."),
      link: { text: "Sources", href: "/imports" },
    };
  return {
    tone: "ok",
    pieces: pieces(
      `Complaints stand at **${percent(limit.rate)}** (${count(limit.k)} of ${count(limit.n)} delivered), below the 0.10% that Gmail asks for.${coverageWords(coverage)}`,
    ),
    link: { text: "See who complained", href: "/events?kind=complained" },
  };
}
