"use client";

import { useRouter } from "next/navigation";
import { TrendChart } from "@/components/charts/trend-chart";
import { filterHref } from "@/components/filter/href";
import { useUrlState } from "@/components/filter/use-url-state";
import { beforeWords, dayWords, spanWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { Segmented } from "@/components/ui/segmented";
import type { Filter } from "@/lib/core/filter";
import { percent } from "@/lib/core/format";
import type { Series } from "@/lib/server/reports/series";
import { isMeasure, MEASURES, type Measure, trendOf } from "./measures";
import { ACS_LINE, dayFacts, trendSentence } from "./trend-words";

interface TrendProps {
  filter: Filter;
  series: Series;
  today: string;
}

const OPTIONS = Object.entries(MEASURES).map(([value, { label }]) => ({ value: value as Measure, label }));

/** The failure rate day by day; a day opens its events. */
export function Trend({ filter, series, today }: TrendProps) {
  const router = useRouter();
  const [asked, setMeasure] = useUrlState("measure");
  const measure = isMeasure(asked) ? asked : "all";
  const { title, of, kind } = MEASURES[measure];
  const facts = (index: number) => dayFacts(series, measure, index, today);
  const open = (index: number) => {
    const day = series.days[index]?.day;
    if (day) router.push(filterHref("/events", { ...filter, from: day, to: day, preset: null }, { kind }));
  };
  return (
    <ChartCard
      id="trend"
      title={title}
      denominator={of}
      summary={trendSentence(series, measure, today)}
      note={`Shade: 95% interval. Dotted: ${beforeWords(filter)}, same weekday.${
        series.days.at(-1)?.incomplete ? " The last day is incomplete." : ""
      }`}
      controls={
        <Segmented
          label="Measure"
          options={OPTIONS}
          value={measure}
          onChange={(next) => setMeasure(next === "all" ? null : next)}
        />
      }
      table={<TrendTable series={series} measure={measure} today={today} />}
    >
      <div className="mt-3">
        <TrendChart
          label={`${title}, ${spanWords(filter, today)}: walk the days with the arrow keys, Enter opens a day`}
          points={trendOf(series, measure)}
          limit={measure === "all" ? ACS_LINE : undefined}
          word={(index) => dayWords(series.days[index]?.day ?? today, today)}
          rateWord={percent}
          describe={(index) => {
            const { day, rate, share, interval, before } = facts(index);
            return `${day}: ${rate}, ${share}, 95% interval ${interval}; ${before.day} ${before.rate}`;
          }}
          tip={(index) => <Tip facts={facts(index)} title={title} />}
          onOpen={open}
        />
      </div>
    </ChartCard>
  );
}

function Tip({ facts, title }: { facts: ReturnType<typeof dayFacts>; title: string }) {
  return (
    <>
      <b className="font-medium">{facts.day}</b>
      <dl>
        <dt>{title}</dt>
        <dd className="font-semibold">{facts.rate}</dd>
        <dt>Of sent</dt>
        <dd>{facts.share}</dd>
        <dt>95% interval</dt>
        <dd>{facts.interval}</dd>
        <dt>{facts.before.day}</dt>
        <dd>{facts.before.rate}</dd>
      </dl>
      <p>Enter opens the day's events</p>
    </>
  );
}

function TrendTable({ series, measure, today }: { series: Series; measure: Measure; today: string }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="end">
            Rate
          </th>
          <th scope="col" className="end">
            Of sent
          </th>
          <th scope="col" className="end max-wide:hidden">
            95% interval
          </th>
          <th scope="col" className="end">
            Before
          </th>
        </tr>
      </thead>
      <tbody>
        {series.days.map(({ day }, index) => {
          const facts = dayFacts(series, measure, index, today);
          return (
            <tr key={day}>
              <th scope="row">{facts.day}</th>
              <td className="end">{facts.rate}</td>
              <td className="end">{facts.share}</td>
              <td className="end max-wide:hidden">{facts.interval}</td>
              <td className="end">{facts.before.rate}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
