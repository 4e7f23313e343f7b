"use client";

import { useRouter } from "next/navigation";
import { TrendChart } from "@/components/charts/trend-chart";
import { FactsTable, FactsTip, factsLine } from "@/components/charts/trend-facts";
import { thinWords } from "@/components/charts/trend-layout";
import { filterHref } from "@/components/filter/href";
import { useUrlState } from "@/components/filter/use-url-state";
import { beforeWords, dayWords, spanWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { Segmented } from "@/components/ui/segmented";
import { reportPath } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { percent } from "@/lib/core/format";
import { denominatorWords, metricOf } from "@/lib/core/metrics";
import type { Series } from "@/lib/server/reports/series";
import { MEASURES, trendOf } from "./measures";
import { ACS_LINE, dayFacts, trendSentence } from "./trend-words";

interface TrendProps {
  filter: Filter;
  series: Series;
  today: string;
  /** What the dotted line is of; usual: the period before, weekday by weekday. */
  against?: string;
}

const OPTIONS = MEASURES.map((value) => ({ value, label: metricOf(value).label }));

/** The failure rate day by day; a day opens its events. */
export function Trend({ filter, series, today, against }: TrendProps) {
  const router = useRouter();
  const [asked, setMeasure] = useUrlState("measure");
  const measure = MEASURES.find((one) => one === asked) ?? "failures";
  const { rateTitle, kind } = metricOf(measure);
  const points = trendOf(series, measure);
  const facts = (index: number) => dayFacts(series, measure, index, today);
  const open = (index: number) => {
    const day = series.days[index]?.day;
    if (day) router.push(filterHref("/events", { ...filter, from: day, to: day, preset: null }, { kind }));
  };
  return (
    <ChartCard
      id="trend"
      title={rateTitle}
      denominator={denominatorWords(measure, "sent")}
      summary={trendSentence(series, measure, today)}
      note={`Shade: 95% interval.${
        series.totalBefore.sent > 0 ? ` Dotted: ${against ?? `${beforeWords(filter)}, same weekday`}.` : ""
      }${series.days.at(-1)?.incomplete ? " The last day is incomplete." : ""}${thinWords(points)}`}
      controls={
        <Segmented
          label="Measure"
          options={OPTIONS}
          value={measure}
          onChange={(next) => setMeasure(next === "failures" ? null : next)}
        />
      }
      data={reportPath("series", filter)}
      table={<FactsTable facts={series.days.map((_, index) => facts(index))} />}
    >
      <div className="mt-3">
        <TrendChart
          label={`${rateTitle}, ${spanWords(filter, today)}: walk the days with the arrow keys, Enter opens a day`}
          points={points}
          limits={measure === "failures" ? [ACS_LINE] : []}
          word={(index) => dayWords(series.days[index]?.day ?? today, today)}
          valueWord={percent}
          describe={(index) => factsLine(facts(index))}
          tip={(index) => (
            <FactsTip facts={facts(index)} name={rateTitle} of="sent" opens="the day's events" />
          )}
          onOpen={open}
        />
      </div>
    </ChartCard>
  );
}
