import Link from "next/link";
import { filterHref } from "@/components/filter/href";
import { spanWords } from "@/components/filter/words";
import type { Filter } from "@/lib/core/filter";
import { count, percent } from "@/lib/core/format";
import {
  CAP,
  SCORE_RULES,
  type Score as ScoreFigures,
  type ScorePart,
  type ScorePartName,
} from "@/lib/core/score";
import type { ScoreReport } from "@/lib/server/reports/score";
import { basisWords, lossWords, sumWords } from "./score-words";

/** Of the bar, for a point. */
const PER_POINT = 2;
const WIDTH = 70;

interface ScoreProps {
  report: ScoreReport;
  filter: Filter;
  today: string;
}

/** What a part was counted from. */
const PROOF: Record<ScorePartName, [path: string, query: Record<string, string>]> = {
  complaints: ["/reputation", { metric: "complaints" }],
  hard: ["/reputation", { metric: "hard" }],
  blocks: ["/bounces", { by: "category" }],
  dmarc: ["/reputation/score", {}],
  deferred: ["/reputation", { metric: "deferred" }],
  unsubscribes: ["/reputation", { metric: "unsubscribes" }],
};

/** The score of seven days, and what each part of it cost. */
export function Score({ report, filter, today }: ScoreProps) {
  const { score, before } = report;
  return (
    <section aria-labelledby="score-title">
      <h2 className="sr-only" id="score-title">
        Score
      </h2>
      <p className="score">
        <b>{score.value ?? "—"}</b>
        <span>
          {score.value === null ? "not enough mail for a score" : "of 100"}
          <span className="block text-sm text-ink-3">
            {spanWords(report, today)}
            {before.value !== null && ` · ${before.value} the week before`}
          </span>
        </span>
      </p>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">What costs points</th>
            <th scope="col" className="end">
              Rate
            </th>
            <th scope="col" className="end max-wide:hidden">
              Count
            </th>
            <th scope="col">Weight</th>
            <th scope="col" className="end">
              Loss
            </th>
          </tr>
        </thead>
        <tbody>
          {score.parts.map((part) => (
            <PartRow key={part.part} part={part} filter={filter} />
          ))}
        </tbody>
        {score.value !== null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {sumWords(score)}
              </th>
              <td className="max-wide:hidden" />
              <td />
              <td className="end">{score.value}</td>
            </tr>
          </tfoot>
        )}
      </table>
      <Footnote score={score} />
    </section>
  );
}

function PartRow({ part: { part, rate, k, n, loss }, filter }: { part: ScorePart; filter: Filter }) {
  const { name, weight } = SCORE_RULES[part];
  const [path, query] = PROOF[part];
  return (
    <tr>
      <th scope="row">
        <Link href={filterHref(path, filter, query)}>{name}</Link>
      </th>
      {rate === null ? (
        <td className="end text-ink-3">no source</td>
      ) : (
        <td className="end font-medium">{percent(rate)}</td>
      )}
      <td className="end text-ink-3 max-wide:hidden">{n > 0 ? `${count(k)} of ${count(n)}` : "—"}</td>
      <td>
        <svg viewBox={`0 0 ${WIDTH} 8`} width={WIDTH} height="8" aria-hidden="true">
          <rect width={weight * PER_POINT} height="6" y="1" rx="1" fill="var(--press)" />
          <rect width={(loss ?? 0) * PER_POINT} height="6" y="1" rx="1" fill="var(--ink)" />
        </svg>
      </td>
      <td className="end">
        {lossWords(loss)} <span className="text-ink-3">of {weight}</span>
      </td>
    </tr>
  );
}

function Footnote({ score }: { score: ScoreFigures }) {
  return (
    <p className="mt-2 text-xs text-ink-3">
      {basisWords(score)} Opens never count.{" "}
      {score.cappedBy
        ? `A published limit is broken (${score.cappedBy.toLowerCase()}), which caps the score at ${CAP}.`
        : `A published limit that is broken caps the score at ${CAP}; none is.`}{" "}
      <Link href="/reputation/score">How the score works</Link>
    </p>
  );
}
