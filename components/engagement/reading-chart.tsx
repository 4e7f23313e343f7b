"use client";

import { useRouter } from "next/navigation";
import { TrendChart } from "@/components/charts/trend-chart";
import { thinWords } from "@/components/charts/trend-layout";
import { filterHref } from "@/components/filter/href";
import { useUrlState } from "@/components/filter/use-url-state";
import { beforeWords, dayWords, spanWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { Segmented } from "@/components/ui/segmented";
import { reportPath } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Engagement } from "@/lib/server/reports/engagement";
import { dayFacts, isMeasure, MEASURES, pointsOf } from "./measures";

interface ReadingChartProps {
  filter: Filter;
  engagement: Engagement;
  today: string;
}

const KINDS = [
  { value: "opens", label: "Opens" },
  { value: "clicks", label: "Clicks" },
] as const;
const READERS = [
  { value: "people", label: "By people" },
  { value: "raw", label: "Raw" },
] as const;

/** One rate of opens or clicks, day by day. */
export function ReadingChart({ filter, engagement, today }: ReadingChartProps) {
  const [asked, setMeasure] = useUrlState("measure");
  const router = useRouter();
  const measure = isMeasure(asked) ? asked : "people";
  const { title, key } = MEASURES[measure];
  const clicks = measure === "clicks" || measure === "clicked";
  const raw = measure === "opened" || measure === "clicked";
  const choose = (ofClicks: boolean, withMachines: boolean) => {
    if (withMachines) setMeasure(ofClicks ? "clicked" : "opened");
    else setMeasure(ofClicks ? "clicks" : null);
  };
  const points = pointsOf(engagement, measure);
  const { total, totalBefore } = engagement;
  const facts = (index: number) => dayFacts(engagement, measure, index, today);
  const before = rate(totalBefore[key], totalBefore.delivered);
  const open = (index: number) => {
    const day = engagement.days[index]?.day;
    if (!day) return;
    const kind = clicks ? "clicked" : "opened";
    router.push(filterHref("/events", { ...filter, from: day, to: day, preset: null }, { kind }));
  };
  return (
    <ChartCard
      id="readings"
      title={title}
      denominator="over delivered"
      summary={`${percent(rate(total[key], total.delivered))} (${count(total[key])} of ${count(total.delivered)})${
        before === null ? "" : `, against ${percent(before)} before`
      }.`}
      note={`Shade: 95% interval. Dotted: ${beforeWords(filter)}, same weekday. A day leads to what was reported of it.${thinWords(points)}`}
      controls={
        <>
          <Segmented
            label="Opens or clicks"
            options={KINDS}
            value={clicks ? "clicks" : "opens"}
            onChange={(kind) => choose(kind === "clicks", raw)}
          />
          <Segmented
            label="By people or raw"
            options={READERS}
            value={raw ? "raw" : "people"}
            onChange={(who) => choose(clicks, who === "raw")}
          />
        </>
      }
      data={reportPath("engagement", filter)}
      table={<ReadingTable engagement={engagement} today={today} />}
    >
      <div className="mt-3">
        <TrendChart
          label={`${title}, ${spanWords(filter, today)}: walk the days with the arrow keys`}
          points={points}
          word={(index) => dayWords(engagement.days[index]?.day ?? today, today)}
          valueWord={percent}
          onOpen={open}
          describe={(index) => {
            const { day, rate: own, share } = facts(index);
            return `${day}: ${own}, ${share}`;
          }}
          tip={(index) => {
            const { day, rate: own, share } = facts(index);
            return (
              <>
                <b className="font-medium">{day}</b>
                <dl>
                  <dt>{title}</dt>
                  <dd className="font-semibold">{own}</dd>
                </dl>
                <p>{share}</p>
              </>
            );
          }}
        />
      </div>
    </ChartCard>
  );
}

function ReadingTable({ engagement, today }: { engagement: Engagement; today: string }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="end">
            Delivered
          </th>
          {Object.values(MEASURES).map(({ label }) => (
            <th scope="col" className="end" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {engagement.days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{dayWords(day.day, today)}</th>
            <td className="end">{count(day.delivered)}</td>
            {Object.values(MEASURES).map(({ key }) => (
              <td className="end" key={key}>
                {count(day[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
