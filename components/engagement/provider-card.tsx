import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { ProviderReadings } from "@/lib/server/reports/readings";

/** Delivered mails below which a share says little. */
const ENOUGH = 100;

/** Who reads at which mailbox provider, raw and by people. */
export function ProviderCard({ providers }: { providers: ProviderReadings[] }) {
  return (
    <Card
      id="providers"
      title="By mailbox provider"
      subtitle="over delivered, by UTC day"
      aside={<TableExport data={providers} what="the mailbox providers" />}
      flush
    >
      <div className="overflow-x-auto">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col" className="end">
                Delivered
              </th>
              <th scope="col" className="end">
                Opened<span className="max-wide:hidden"> by people</span>
              </th>
              <th scope="col" className="end max-wide:hidden">
                Opened, raw
              </th>
              <th scope="col" className="end">
                Clicked<span className="max-wide:hidden"> by people</span>
              </th>
              <th scope="col" className="end max-wide:hidden">
                Clicked, raw
              </th>
            </tr>
          </thead>
          <tbody>
            {providers.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {row.name}
                  {row.delivered < ENOUGH && <p className="text-sm text-ink-3">too few to compare</p>}
                </th>
                <td className="end">{count(row.delivered)}</td>
                <Share k={row.openedByPeople} n={row.delivered} />
                <Share k={row.opened} n={row.delivered} wide />
                <Share k={row.clickedByPeople} n={row.delivered} />
                <Share k={row.clicked} n={row.delivered} wide />
              </tr>
            ))}
            {providers.length === 0 && (
              <tr>
                <td colSpan={6} className="text-ink-3">
                  No mail was delivered in these days.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Share({ k, n, wide }: { k: number; n: number; wide?: boolean }) {
  return (
    <td className={wide ? "end max-wide:hidden" : "end"}>
      {percent(rate(k, n))} <span className="text-ink-3 max-wide:hidden">{count(k)}</span>
    </td>
  );
}
