"use client";

import { CountBars } from "@/components/charts/count-bars";
import { useUrlState } from "@/components/filter/use-url-state";
import { dayWords, weekdayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { Select } from "@/components/ui/field";
import { reportPath } from "@/lib/client/queries";
import { COMPLAINT_SOURCES } from "@/lib/core/complaint-sources";
import type { Filter } from "@/lib/core/filter";
import { count, counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { ComplaintDay, Complaints } from "@/lib/server/reports/complaints";

interface ComplaintChartProps {
  filter: Filter;
  complaints: Complaints;
  today: string;
}

/** Complaints day by day, of one source or of all, with the share of mail that anybody could complain about. */
export function ComplaintChart({ filter, complaints, today }: ComplaintChartProps) {
  const [asked, setSource] = useUrlState("complaints");
  const source = COMPLAINT_SOURCES.find(({ id }) => id === asked);
  const { days, delivered, covered } = complaints;
  const of = ({ counts }: ComplaintDay) =>
    source ? counts[source.id] : Object.values(counts).reduce((sum, n) => sum + n, 0);
  const name = source?.title ?? "All sources";
  const total = days.reduce((sum, day) => sum + of(day), 0);
  const coverage = (day: { covered: number; delivered: number }) => percent(rate(day.covered, day.delivered));
  const say = (index: number) => {
    const day = days[index];
    if (!day) return "";
    return `${weekdayWords(day.day, today)}${day.incomplete ? ", so far" : ""}: ${counted(of(day), "complaint")}; coverage ${coverage(day)}`;
  };
  return (
    <ChartCard
      id="complaint-days"
      title="Complaints by day"
      denominator={name}
      controls={
        <Select
          aria-label="Source of the complaints"
          className="w-auto max-w-[220px]"
          value={source?.id ?? ""}
          onChange={({ target }) => setSource(target.value || null)}
        >
          <option value="">All sources</option>
          {COMPLAINT_SOURCES.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      }
      summary={`${counted(total, "complaint")} in these days. ${coverage({ covered, delivered })} of the delivered mail went to providers that pass complaints on.`}
      note="On the day of the complaint. Coverage by UTC day of the mail."
      data={reportPath("complaints", filter)}
      table={
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              {COMPLAINT_SOURCES.map(({ id, short, title }) => (
                <th scope="col" className="end" key={id} title={title}>
                  {short}
                </th>
              ))}
              <th scope="col" className="end">
                Coverage
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayWords(day.day, today)}</th>
                {COMPLAINT_SOURCES.map(({ id }) => (
                  <td className="end" key={id}>
                    {count(day.counts[id])}
                  </td>
                ))}
                <td className="end">{coverage(day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <CountBars
        label={`Complaints by day, ${name}: walk the days with the arrow keys`}
        counts={days.map(of)}
        colour="var(--d-complaint)"
        word={(index) => dayWords(days[index]?.day ?? today, today)}
        describe={say}
        tip={say}
      />
    </ChartCard>
  );
}
