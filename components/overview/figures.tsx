import type { ReactNode } from "react";
import { type Outcome, OutcomeGlyph } from "@/components/ui/outcome";
import type { Coverage } from "@/lib/core/complaint-sources";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Totals } from "@/lib/core/totals";
import type { Series, SeriesDay } from "@/lib/server/reports/series";
import { type Change, changeOf, pointsWord } from "./change";

/** Whether anybody reports complaints of the period, or did before it. */
export const hasComplaints = ({ total, totalBefore }: Series): boolean =>
  total.complained + totalBefore.complained > 0;

interface FiguresProps {
  series: Series;
  /** Of how much of the mail complaints can come; not known yet where it is read. */
  coverage: Coverage | undefined;
}

/** The eight figures of the period, each against the period before. */
export function Figures({ series, coverage }: FiguresProps) {
  const { total, totalBefore: before, days } = series;
  const gaps = missing(days);
  const share = (
    outcome: Outcome,
    label: string,
    key: keyof Totals,
    of: "sent" | "delivered",
    good: "up" | "down",
    more?: ReactNode,
  ) => (
    <Figure label={label} outcome={outcome} value={percent(rate(total[key], total[of]))}>
      <Difference
        change={changeOf({ k: total[key], n: total[of] }, { k: before[key], n: before[of] })}
        good={good}
      />
      <p>{count(total[key])}</p>
      {more}
    </Figure>
  );
  return (
    <section className="figures" aria-label="Figures of the period">
      <Figure label="Sent" value={count(total.sent)}>
        {comparable(series) ? <Growth now={total.sent} before={before.sent} /> : <p>little known before</p>}
        <p>{gaps > 0 ? `${gaps === 1 ? "one day" : `${gaps} days`} without data` : pendingWord(total)}</p>
      </Figure>
      {share("delivered", "Delivered", "delivered", "sent", "up")}
      {share("hard", "Hard", "hard", "sent", "down")}
      {share("soft", "Soft", "soft", "sent", "down")}
      {share("spam", "Spam", "spam", "sent", "down")}
      <Figure label="Suppressed" outcome="suppressed" value={count(total.suppressed)}>
        <p>
          <b>{percent(rate(total.suppressed, total.attempted))}</b> of attempted
        </p>
        <p>not sent, not in rates</p>
      </Figure>
      {hasComplaints(series) ? (
        share(
          "complaint",
          "Complaints",
          "complained",
          "delivered",
          "down",
          <p>
            {coverage ? `from ${percent(rate(coverage.covered, coverage.delivered))} of mail` : "\u00a0"}
          </p>,
        )
      ) : (
        <NoSource label="Complaints" outcome="complaint" />
      )}
      {total.unsubscribed + before.unsubscribed > 0 ? (
        share("engagement", "Unsubscribes", "unsubscribed", "delivered", "down")
      ) : (
        <NoSource label="Unsubscribes" outcome="engagement" />
      )}
    </section>
  );
}

const missing = (days: SeriesDay[]) => days.filter((day) => day.noData && !day.incomplete).length;

/** A count is compared only with a period that is known for about as many days. */
const comparable = ({ days, before }: Series) => missing(before) <= missing(days) + days.length / 10;

const pendingWord = ({ pending }: Totals) =>
  pending > 0 ? `${count(pending)} still on their way` : "less suppressed";

/** What nobody reports is not 0%. */
function NoSource({ label, outcome }: { label: string; outcome: Outcome }) {
  return (
    <Figure label={label} outcome={outcome} value={<span className="text-ink-3">no source</span>}>
      <p>nothing reports yet</p>
      <p>which is not 0%</p>
    </Figure>
  );
}

interface FigureProps {
  label: string;
  outcome?: Outcome;
  value: ReactNode;
  children: ReactNode;
}

function Figure({ label, outcome, value, children }: FigureProps) {
  return (
    <div className="figure">
      <h3>
        {outcome && <OutcomeGlyph outcome={outcome} />}
        {label}
      </h3>
      <p className="value">{value}</p>
      {children}
    </div>
  );
}

/** Green and red only where the difference is clear; the arrow and the sign of "good" never stand alone. */
function Difference({ change, good }: { change: Change; good: "up" | "down" }) {
  if (change.kind === "incomparable") return <p>nothing before</p>;
  if (change.kind === "none") return <p>as before</p>;
  if (change.kind === "unclear")
    return (
      <p title={`${change.points < 0 ? "−" : "+"}${pointsWord(change.points)}; the intervals overlap`}>
        ≈ no clear change
      </p>
    );
  const up = change.points > 0;
  return (
    <p>
      <b className={up === (good === "up") ? "text-ok!" : "text-alert!"}>
        <span aria-hidden="true">{up ? "▲" : "▼"}</span>
        <span className="sr-only">{up ? "up" : "down"}</span> {pointsWord(change.points)}
      </b>
    </p>
  );
}

function Growth({ now, before }: { now: number; before: number }) {
  if (before === 0) return <p>nothing before</p>;
  const growth = (now / before - 1) * 100;
  if (Math.abs(growth) < 0.05) return <p>as before</p>;
  return (
    <p>
      <b>
        <span aria-hidden="true">{growth > 0 ? "▲" : "▼"}</span>
        <span className="sr-only">{growth > 0 ? "up" : "down"}</span> {Math.abs(growth).toFixed(1)}%
      </b>
    </p>
  );
}
