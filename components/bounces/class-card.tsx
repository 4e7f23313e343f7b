"use client";

import { useRouter } from "next/navigation";
import { ClassChart } from "@/components/charts/class-chart";
import { filterHref } from "@/components/filter/href";
import { useUrlState } from "@/components/filter/use-url-state";
import { dayWords, spanWords, weekdayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { Segmented } from "@/components/ui/segmented";
import { reportPath } from "@/lib/client/queries";
import type { BounceClass } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { count, counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import { failuresOf, type Totals } from "@/lib/core/totals";
import type { Series } from "@/lib/server/reports/series";
import { ClassTable } from "./class-table";
import type { BounceState } from "./state";

interface ClassCardProps {
  filter: Filter;
  series: Series;
  state: BounceState;
  today: string;
}

const SHOW = [
  { value: "counts", label: "Counts" },
  { value: "rates", label: "Rates" },
] as const;
const AS = [
  { value: "stacked", label: "Stacked" },
  { value: "lines", label: "Lines" },
] as const;

/** Bounces by class, day by day; a day narrows the page to itself. */
export function ClassCard({ filter, series, state, today }: ClassCardProps) {
  const router = useRouter();
  const [, setShow] = useUrlState("show");
  const [, setAs] = useUrlState("as");
  const { days, total } = series;
  const rates = state.show === "rates";
  const heightOf = (k: number, n: number) => (rates ? (rate(k, n) ?? 0) : k);
  const totalOf = (name: BounceClass) =>
    rates ? percent(rate(total[name], total.sent)) : count(total[name]);
  const open = (index: number) => {
    const day = days[index]?.day;
    if (day) router.push(filterHref("/bounces", { ...filter, from: day, to: day, preset: null }));
  };
  return (
    <ChartCard
      id="classes"
      title="Bounces by class"
      denominator={rates ? "over sent" : undefined}
      summary={`${counted(failuresOf(total), "bounce")} in ${counted(days.length, "day")}: ${count(total.hard)} hard, ${count(total.soft)} soft, ${count(total.spam)} spam.`}
      note="Select a day to narrow the page to it."
      data={reportPath("series", filter)}
      controls={
        <>
          <Segmented
            label="Counts or rates"
            options={SHOW}
            value={state.show}
            onChange={(show) => setShow(show === "counts" ? null : show)}
          />
          <Segmented
            label="Bars or lines"
            options={AS}
            value={state.as}
            onChange={(as) => setAs(as === "stacked" ? null : as)}
          />
        </>
      }
      table={<ClassTable series={series} today={today} />}
    >
      <div className="mt-3">
        <ClassChart
          label={`Bounces by class, ${spanWords(filter, today)}: walk the days with the arrow keys, Enter opens a day`}
          points={days.map(({ hard, soft, spam, sent, noData, incomplete }) => ({
            hard: heightOf(hard, sent),
            soft: heightOf(soft, sent),
            spam: heightOf(spam, sent),
            noData,
            incomplete,
          }))}
          as={state.as}
          valueWord={(value) => (rates ? `${Number((value * 100).toFixed(4))}%` : count(value))}
          word={(index) => dayWords(days[index]?.day ?? today, today)}
          describe={(index) =>
            `${weekdayWords(days[index]?.day ?? today, today)}: ${dayWordsOf(days[index])}`
          }
          tip={(index) => <Tip totals={days[index]} day={weekdayWords(days[index]?.day ?? today, today)} />}
          onOpen={open}
          totals={{ hard: totalOf("hard"), soft: totalOf("soft"), spam: totalOf("spam") }}
        />
      </div>
    </ChartCard>
  );
}

function dayWordsOf(day: Totals | undefined): string {
  if (!day || day.attempted === 0) return "no data";
  return `${count(day.hard)} hard, ${count(day.soft)} soft, ${count(day.spam)} spam, of ${count(day.sent)} sent`;
}

function Tip({ totals, day }: { totals: Totals | undefined; day: string }) {
  if (!totals || totals.attempted === 0)
    return (
      <>
        <b className="font-medium">{day}</b>
        <p>no data</p>
      </>
    );
  return (
    <>
      <b className="font-medium">{day}</b>
      <dl>
        {(["spam", "soft", "hard"] as const).map((name) => (
          <div className="contents" key={name}>
            <dt className="capitalize">{name}</dt>
            <dd>
              {count(totals[name])} · {percent(rate(totals[name], totals.sent))}
            </dd>
          </div>
        ))}
        <dt>All, of sent</dt>
        <dd>
          {count(failuresOf(totals))} of {count(totals.sent)}
        </dd>
      </dl>
      <p>Enter narrows the page to this day</p>
    </>
  );
}
