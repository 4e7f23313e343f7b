import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { COMPLAINT_SOURCES } from "@/lib/core/complaint-sources";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Complaints } from "@/lib/server/reports/complaints";

/** Where complaints come from, and of how much mail they could. */
export function ComplaintCard({ complaints }: { complaints: Complaints }) {
  const { sources, delivered, covered } = complaints;
  return (
    <Card
      id="complaints"
      title="Complaints by source"
      subtitle="on the day of the complaint"
      aside={<TableExport data={sources} what="the complaints by source" />}
      flush
    >
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="end">
              Complaints
            </th>
          </tr>
        </thead>
        <tbody>
          {COMPLAINT_SOURCES.map(({ id, title }) => (
            <tr key={id}>
              <th scope="row" className="font-normal">
                {title}
              </th>
              <td className="end">{count(sources.find(({ source }) => source === id)?.count ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="card-body text-sm text-ink-3">
        {delivered === 0
          ? "No mail was delivered in these days."
          : `Coverage: ${percent(rate(covered, delivered))} of the delivered mail (${count(covered)} of ${count(delivered)}) went to providers that pass complaints on to senders who signed up for it. Of the rest, no complaint is not the same as nobody complaining; Azure Communication Services passes none on, Gmail tells a rate only.`}
      </p>
    </Card>
  );
}
