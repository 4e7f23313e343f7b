"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { TrendChart } from "@/components/charts/trend-chart";
import { FactsTable, FactsTip, factsLine } from "@/components/charts/trend-facts";
import { thinWords } from "@/components/charts/trend-layout";
import { filterHref } from "@/components/filter/href";
import { FIRST_PAGE } from "@/components/filter/pages";
import { pushParams } from "@/components/filter/use-url-state";
import { beforeWords, spanWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { reportPath } from "@/lib/client/queries";
import { sliceWords } from "@/lib/core/change-words";
import { type Coverage, coverageSentence } from "@/lib/core/complaint-sources";
import type { Filter } from "@/lib/core/filter";
import { count, percent } from "@/lib/core/format";
import { limitLines, limitWords } from "@/lib/core/limit-lines";
import { BASES, denominatorWords, metricOf } from "@/lib/core/metrics";
import type { ReputationNotes } from "@/lib/server/reports/reputation-notes";
import type { TrendReport } from "@/lib/server/reports/trend";
import { type ReputationState, trendArguments } from "./state";
import { TrendControls } from "./trend-controls";
import {
  bucketFacts,
  bucketPlace,
  bucketWord,
  forecastSentence,
  namedHours,
  pointsOf,
  roomSentence,
  summary,
} from "./trend-words";

interface TrendCardProps {
  report: TrendReport;
  notes: ReputationNotes;
  state: ReputationState;
  filter: Filter;
  today: string;
  /** Of complaints: of how much mail they could come. */
  coverage: Coverage | undefined;
}

/** One metric over time. A point opens the mail behind it; some points on end narrow the page to their days. */
export function TrendCard({ report, notes, state, filter, today, coverage }: TrendCardProps) {
  const router = useRouter();
  const { metric, base, show, compare } = state;
  const named = metricOf(metric);
  const rates = show === "rates";
  const slice = state.of ? { by: state.by, name: state.of } : null;
  const lines = rates ? limitLines(metric, base, named.bases[0], notes.limits[metric] ?? null) : [];
  const { buckets } = report;
  const facts = (index: number) => bucketFacts(report, state, index, today);
  const points = pointsOf(report, state, compare);
  const sentences = [
    summary(report, state),
    roomSentence(report, state, lines),
    forecastSentence(report, state, lines, today),
  ];
  const title = `${rates ? named.rateTitle : named.countTitle}${slice ? ` ${sliceWords(slice)}` : ""}`;
  const marks = notes.annotations.flatMap(({ at }, i) => {
    const index = buckets.findIndex(({ start, end }) => at >= start && at < end);
    return index < 0 ? [] : [{ index, number: i + 1 }];
  });
  const open = (index: number) => {
    const bucket = buckets[index];
    if (bucket) router.push(mailHref(filter, state, bucket));
  };
  const narrow = (first: number, last: number) => {
    const [from, past] = [buckets[first], buckets[last]];
    if (!from || !past) return;
    const to = new Date(Date.parse(`${past.label.slice(0, 10)}T00:00:00Z`) + (past.days - 1) * 86_400_000);
    const days = { from: from.label.slice(0, 10), to: to.toISOString().slice(0, 10) };
    pushParams({ ...FIRST_PAGE, ...days, period: null });
  };
  const word = (index: number) => bucketWord(report, buckets[index]!, today);
  return (
    <ChartCard
      id="trend"
      title={title}
      denominator={rates ? denominatorWords(metric, base) : undefined}
      summary={sentences.filter(Boolean).join(" ")}
      note={
        <>
          {`${noteOf(report, filter, state)}${thinWords(points)} ${limitWords(lines)} `}
          {coverage && (
            <>
              {coverageSentence(coverage, slice)}{" "}
              <Link href={`${filterHref("/engagement", filter)}#complaints`}>Complaints by source</Link>
            </>
          )}
        </>
      }
      controls={<TrendControls state={state} report={report} filter={filter} />}
      data={reportPath("trend", filter, trendArguments(state))}
      table={<FactsTable facts={buckets.map((_, index) => facts(index))} />}
    >
      <div className="mt-3">
        <TrendChart
          label={`${title}, ${spanWords(filter, today)}: walk the points with the arrow keys, Enter opens the mail behind one, Shift and arrows then Enter narrow the page`}
          points={points}
          limits={lines.map((line) => ({ ...line, name: line.label }))}
          marks={marks}
          word={word}
          place={(index) => bucketPlace(report, buckets[index]!, today)}
          namedOf={(most) => namedHours(report, most)}
          lastWord={report.grain === "day" ? "today" : "now"}
          valueWord={rates ? percent : count}
          gridWord={rates ? undefined : count}
          describe={(index) => factsLine(facts(index))}
          tip={(index) => (
            <FactsTip
              facts={facts(index)}
              name={named.label}
              of={BASES[base].of}
              opens="the mail behind it"
            />
          )}
          onOpen={open}
          onBrush={narrow}
        />
      </div>
    </ChartCard>
  );
}

/** The mail behind a point, in the filter it was drawn with. */
function mailHref(
  filter: Filter,
  { metric, by, of }: ReputationState,
  { start, end }: { start: number; end: number },
) {
  const slice = of ? { by, of } : {};
  return filterHref("/reputation/mail", filter, {
    metric,
    ...slice,
    since: String(start),
    until: String(end),
  });
}

function noteOf(report: TrendReport, filter: Filter, { show, compare }: ReputationState): string {
  const shade = show === "rates" ? "Shade: 95% interval." : "";
  const earlier = report.grain === "month" ? "as many months before" : `${beforeWords(filter)}, same weekday`;
  const known = report.before.some((bucket) => bucket !== null && !bucket.noData);
  const before = compare && known ? `Dotted: ${earlier}.` : "";
  const open = report.buckets.at(-1)?.incomplete ? "The last point is not complete: reports still come." : "";
  const utc = report.utc ? "Slices are counted by UTC day." : "";
  return [shade, before, open, utc].filter(Boolean).join(" ");
}
