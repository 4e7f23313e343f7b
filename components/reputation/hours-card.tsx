import { ChartCard } from "@/components/ui/chart-card";
import { reportPath } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count, percent } from "@/lib/core/format";
import { denominatorWords, metricOf } from "@/lib/core/metrics";
import { rate, wilson } from "@/lib/core/statistics";
import type { HoursReport } from "@/lib/server/reports/hours";
import type { ReputationState } from "./state";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Of an hour with fewer the rate is not shaded: chance draws patterns. */
const ENOUGH = 50;

interface HoursCardProps {
  report: HoursReport;
  state: Pick<ReputationState, "metric" | "base" | "show" | "of">;
  filter: Filter;
}

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** The metric by weekday and hour: the darker, the more. */
export function HoursCard({ report: { cells }, state, filter }: HoursCardProps) {
  const { metric, base, show } = state;
  const counts = show === "counts";
  const valueAt = ({ k, n }: { k: number; n: number }) => (counts ? k : n >= ENOUGH ? k / n : null);
  const values = cells.map(valueAt);
  const top = Math.max(...values.map((value) => value ?? 0));
  const worst = values.indexOf(top);
  const named = metricOf(metric);
  return (
    <ChartCard
      id="hours"
      title={`${counts ? named.countTitle : named.rateTitle} by hour and weekday`}
      denominator={counts ? undefined : denominatorWords(metric, base)}
      summary={
        top === 0
          ? "Nothing stands out in these days."
          : `Most on ${DAYS[Math.floor(worst / 24)]} from ${clock(worst % 24)}: ${wordsOf(cells[worst]!)}.`
      }
      note={`Hours of ${filter.tz}.${state.of ? " Of all mail: slices are not counted by the hour." : ""}${counts ? "" : ` Hours with fewer than ${ENOUGH} mails are left blank.`}`}
      data={reportPath("hours", filter, { metric, over: base })}
    >
      <section
        className="relative mt-3 overflow-x-auto"
        aria-label="Hours of the week"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
      >
        <table className="hours" data-drawing>
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {hour % 6 === 0 && <span aria-hidden="true">{hour}</span>}
                  <span className="sr-only">{clock(hour)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((day, weekday) => (
              <tr key={day}>
                <th scope="row">
                  <abbr title={day} className="no-underline">
                    {day.slice(0, 3)}
                  </abbr>
                </th>
                {HOURS.map((hour) => {
                  const cell = cells[weekday * 24 + hour]!;
                  const value = values[weekday * 24 + hour];
                  return (
                    <td
                      key={hour}
                      className={value === null ? "blank" : undefined}
                      title={`${day} ${clock(hour)}: ${wordsOf(cell)}`}
                    >
                      <span
                        style={{
                          opacity: value === null || value === undefined || top === 0 ? 0 : value / top,
                        }}
                        aria-hidden="true"
                      />
                      <span className="sr-only">{wordsOf(cell)}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </ChartCard>
  );
}

function wordsOf({ k, n }: { k: number; n: number }): string {
  if (n === 0) return "no mail";
  const { low, high } = wilson(k, n);
  return `${percent(rate(k, n))}, ${count(k)} of ${count(n)}, 95% ${(low * 100).toFixed(2)} to ${(high * 100).toFixed(2)}%`;
}
