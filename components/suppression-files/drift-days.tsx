import { Bar } from "@/components/ui/bar";
import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { count, counted, moment } from "@/lib/core/format";
import type { DriftReport } from "@/lib/server/reports/drift";

interface Props {
  report: DriftReport;
  tz: string;
  now: number;
}

/** How often, by day and kind; days without any are left out. */
export function DriftDays({ report: { days, totals }, tz, now }: Props) {
  const most = Math.max(1, ...days.flatMap((row) => [row.inferred, row.attempted]));
  const head = (kind: "inferred" | "attempted") => {
    const { addresses, last } = totals[kind];
    return last === null
      ? "none"
      : `${counted(addresses, "address", "addresses")}, last ${moment(last, tz, now)}`;
  };
  return (
    <Card
      title="By day"
      subtitle="days without any are left out"
      id="drift-days"
      aside={<TableExport data={days} what="the drift by day" />}
      flush
    >
      <div className="max-h-96 overflow-auto">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="max-wide:whitespace-normal">
                Dropped though free
              </th>
              <th scope="col" className="max-wide:whitespace-normal">
                Attempted though held
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, inferred, attempted }) => (
              <tr key={day}>
                <td className="whitespace-nowrap">{day}</td>
                <Amount n={inferred} most={most} />
                <Amount n={attempted} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="card-foot">
        Dropped though free: {head("inferred")}. Attempted though held: {head("attempted")}.
      </p>
    </Card>
  );
}

function Amount({ n, most }: { n: number; most: number }) {
  return (
    <td>
      <span className="font-medium tabular-nums">{count(n)}</span>
      <Bar share={n / most} className="mt-1 h-1 w-24 max-wide:w-12" />
    </td>
  );
}
