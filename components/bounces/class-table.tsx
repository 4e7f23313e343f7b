import { weekdayWords } from "@/components/filter/words";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import { failuresOf } from "@/lib/core/totals";
import type { Series } from "@/lib/server/reports/series";

/** The numbers of the chart by class. */
export function ClassTable({ series, today }: { series: Series; today: string }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          {["Hard", "Soft", "Spam", "Sent", "Rate"].map((title) => (
            <th key={title} scope="col" className="end">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {series.days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{weekdayWords(day.day, today)}</th>
            {day.noData ? (
              <td colSpan={5} className="end text-ink-3">
                no data
              </td>
            ) : (
              <>
                <td className="end">{count(day.hard)}</td>
                <td className="end">{count(day.soft)}</td>
                <td className="end">{count(day.spam)}</td>
                <td className="end">{count(day.sent)}</td>
                <td className="end">{percent(rate(failuresOf(day), day.sent))}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
