"use client";

import { useQuery } from "@tanstack/react-query";
import { CountBars } from "@/components/charts/count-bars";
import { FILL } from "@/components/charts/patterns";
import { dayWords, spanWords, weekdayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { QueryBlock } from "@/components/ui/query-block";
import { reportPath, reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count, counted } from "@/lib/core/format";
import type { Arrivals } from "@/lib/server/reports/arrivals";

interface Props {
  filter: Filter;
  today: string;
}

/** What came in by itself, by the day of its arrival: what was new by its way, what came again, what came late. */
export function ArrivalsCard({ filter, today }: Props) {
  const query = useQuery(reportQuery("arrivals", filter));
  return (
    <div className="mt-5">
      <QueryBlock query={query} what="What came in" height={340}>
        {(arrivals) => (arrivals.rows.every(isEmpty) ? null : <Drawn {...{ arrivals, filter, today }} />)}
      </QueryBlock>
    </div>
  );
}

const isEmpty = ({ accepted, duplicates }: { accepted: number; duplicates: number }) =>
  accepted + duplicates === 0;

function Drawn({ arrivals: { rows, total }, filter, today }: Props & { arrivals: Arrivals }) {
  const dayAt = (index: number) => rows[index]?.day ?? today;
  const words = (index: number) => {
    const { accepted = 0, duplicates = 0, late = 0 } = rows[index] ?? {};
    return `${count(accepted)} new${late > 0 ? `, ${count(late)} of them late` : ""}, ${count(duplicates)} known already`;
  };
  return (
    <ChartCard
      id="arrivals"
      title="What came in, by day"
      denominator={`events by their arrival, ${spanWords(filter, today)}`}
      summary={`${counted(total.accepted, "event")} were new. ${count(total.duplicates)} came again by the way they had come before, and are kept once. ${count(total.late)} came more than a day after they had happened.`}
      note={`Days are ${filter.tz}. Files that were imported are not in it.${rows.at(-1)?.incomplete ? " Today is not over yet." : ""}`}
      data={reportPath("arrivals", filter)}
      table={<ArrivalTable rows={rows} today={today} />}
    >
      <div className="mt-3">
        <CountBars
          label={`Events that came in, ${spanWords(filter, today)}: walk the days with the arrow keys`}
          counts={rows.map(({ accepted }) => accepted)}
          colour="var(--d-delivered)"
          more={{ counts: rows.map(({ duplicates }) => duplicates), fill: FILL.soft }}
          word={(index) => dayWords(dayAt(index), today)}
          describe={(index) => `${weekdayWords(dayAt(index), today)}: ${words(index)}`}
          tip={(index) => (
            <>
              <b className="font-medium">{weekdayWords(dayAt(index), today)}</b>
              <p>{words(index)}</p>
            </>
          )}
        />
      </div>
      <ul className="flex flex-wrap gap-4 text-sm text-ink-2">
        <Key fill="var(--d-delivered)">New</Key>
        <Key fill={FILL.soft}>Known already</Key>
      </ul>
    </ChartCard>
  );
}

function Key({ fill, children }: { fill: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg width="11" height="11" aria-hidden="true">
        <rect width="11" height="11" fill={fill} />
      </svg>
      {children}
    </li>
  );
}

function ArrivalTable({ rows, today }: { rows: Arrivals["rows"]; today: string }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="end">
            New
          </th>
          <th scope="col" className="end">
            Of them late
          </th>
          <th scope="col" className="end">
            Known already
          </th>
          <th scope="col" className="end">
            Set aside
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ day, accepted, late, duplicates, rejected }) => (
          <tr key={day}>
            <th scope="row">{dayWords(day, today)}</th>
            <td className="end">{count(accepted)}</td>
            <td className="end">{count(late)}</td>
            <td className="end">{count(duplicates)}</td>
            <td className="end">{count(rejected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
