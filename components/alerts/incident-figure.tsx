"use client";

import { useRouter } from "next/navigation";
import { IncidentChart } from "@/components/charts/incident-chart";
import { IntervalRows } from "@/components/charts/interval-rows";
import { dayWords, spanWords, weekdayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { TableExport } from "@/components/ui/table-export";
import { reportPath } from "@/lib/client/queries";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import type { PatternRule, RateRule } from "@/lib/core/alerts/rule";
import { line } from "@/lib/core/alerts/words";
import { count, percent } from "@/lib/core/format";
import { rate, wilson } from "@/lib/core/statistics";
import type { Incident } from "@/lib/server/reports/incident";
import { barOf, eventsHref } from "./incident-layout";
import { aboutWords, colourOf } from "./words";

interface IncidentFigureProps {
  incident: Incident;
  today: string;
  now: number;
}

/** The figure of the rule day by day, and where it happened. */
export function IncidentFigure({ incident, today, now }: IncidentFigureProps) {
  const router = useRouter();
  const rule = incident.rule as RateRule | PatternRule;
  const { days, burned, places, tz } = incident;
  const isVolume = rule.metric === "volume";
  const metric = rule.metric === "volume" ? null : ALERT_METRICS[rule.metric];
  const value = (index: number) => (isVolume ? days[index]!.k : rate(days[index]!.k, days[index]!.n));
  const words = (index: number) => (isVolume ? count(days[index]!.k) : percent(value(index)));
  const share = (index: number) => `${count(days[index]!.k)} of ${count(days[index]!.n)}`;
  const over = burned && metric ? rate(burned.k, burned.n) : null;
  const href = (from: string, to: string) => eventsHref(incident, from, to);
  return (
    <ChartCard
      id="figure"
      title={metric ? `${metric.name}, by day` : "Mail sent, by day"}
      denominator={`${metric ? `${metric.counted} over ${metric.over}, ` : ""}${aboutWords(rule)}`}
      summary={
        burned &&
        `${spanWords(burned, today)}: ${over === null ? `${count(burned.k)} sent` : `${percent(over)} (${count(burned.k)} of ${count(burned.n)})`}. Days are ${tz}.`
      }
      note={`Bar: over the line, then clear.${metric ? " Shade: 95% interval." : ""}`}
      data={reportPath("incident", null, { id: incident.id })}
      table={<DayTable {...{ days, words, share, isVolume, today }} />}
    >
      <div className="mt-3">
        <IncidentChart
          label={`${metric?.name ?? "Mail sent"} by day: walk the days with the arrow keys, Enter opens a day's events`}
          points={days.map((day, index) => {
            const { low, high } = wilson(day.k, day.n);
            return { value: value(index), band: isVolume ? null : [low, high], incomplete: day.incomplete };
          })}
          colour={colourOf(rule)}
          lines={
            rule.kind === "rate"
              ? [
                  { value: rule.opens, name: `opens, ${line(rule.opens)}`, short: line(rule.opens) },
                  { value: rule.closes, name: `closes, ${line(rule.closes)}`, short: line(rule.closes) },
                ]
              : []
          }
          bar={barOf(incident, now)}
          barName={`incident ${incident.id}`}
          valueWord={(one) => (isVolume ? count(one) : percent(one))}
          gridWord={(one) => (isVolume ? count(one) : `${Number((one * 100).toFixed(4))}%`)}
          word={(index) => dayWords(days[index]?.day ?? today, today)}
          describe={(index) => `${weekdayWords(days[index]!.day, today)}: ${words(index)}, ${share(index)}`}
          tip={(index) => (
            <>
              <b className="font-medium">{weekdayWords(days[index]!.day, today)}</b>
              <dl>
                <dt>{metric?.name ?? "Sent"}</dt>
                <dd className="font-semibold">{words(index)}</dd>
                {!isVolume && (
                  <>
                    <dt>Of {metric?.over}</dt>
                    <dd>{share(index)}</dd>
                  </>
                )}
              </dl>
              <p>Enter opens the day's events</p>
            </>
          )}
          onOpen={(index) => router.push(href(days[index]!.day, days[index]!.day))}
        />
      </div>
      {places.map(({ by, rows }) => (
        <section key={by} className="mt-4 border-t border-line pt-4">
          <div className="flex items-baseline justify-between gap-3">
            <h3 className="subheading">{by === "provider" ? "Where it happened" : "Whose mail it was"}</h3>
            <TableExport data={rows} what={by === "provider" ? "where it happened" : "whose mail it was"} />
          </div>
          <IntervalRows
            caption={by === "provider" ? "By mailbox provider" : "By sender"}
            rows={rows}
            colour={colourOf(rule)}
          />
        </section>
      ))}
    </ChartCard>
  );
}

interface DayTableProps {
  days: Incident["days"];
  words(index: number): string;
  share(index: number): string;
  isVolume: boolean;
  today: string;
}

function DayTable({ days, words, share, isVolume, today }: DayTableProps) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="end">
            {isVolume ? "Sent" : "Rate"}
          </th>
          <th scope="col" className="end">
            {isVolume ? "Of attempted" : "Count"}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, incomplete }, index) => (
          <tr key={day}>
            <th scope="row">
              {weekdayWords(day, today)}
              {incomplete && ", so far"}
            </th>
            <td className="end">{words(index)}</td>
            <td className="end">{share(index)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
