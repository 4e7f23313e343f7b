import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { reportPath } from "@/lib/client/queries";
import { COHORTS } from "@/lib/core/engagement/cohorts";
import type { Filter } from "@/lib/core/filter";
import { count, moment, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Recency } from "@/lib/server/reports/recency";

const ENOUGH = 100;

/** What became of mail, by how long ago its reader had read one. */
export function CohortCard({ recency, filter }: { recency: Recency; filter: Filter }) {
  const { rows, countedAt } = recency;
  const sent = rows.reduce((sum, row) => sum + row.sent, 0);
  return (
    <Card
      id="cohorts"
      title="By when the address last read"
      subtitle="days from the last mail to it that a person opened or clicked, to this one"
      aside={<TableExport data={reportPath("recency", filter)} what="the cohorts" />}
      flush
    >
      {countedAt === null ? (
        <p className="card-body text-ink-3">
          These days have not been counted yet. It is done every ten minutes.
        </p>
      ) : (
        <>
          <div className="overflow-x-auto">
            <table className="data-table">
              <thead>
                <tr>
                  <th scope="col">Last read</th>
                  <th scope="col" className="end">
                    Sent
                  </th>
                  <th scope="col" className="end">
                    Hard bounces
                  </th>
                  <th scope="col" className="end max-wide:hidden">
                    All failures
                  </th>
                  <th scope="col" className="end">
                    Complaints
                  </th>
                </tr>
              </thead>
              <tbody>
                {COHORTS.map(({ id, title }, index) => {
                  const row = rows[index]!;
                  return (
                    <tr key={id}>
                      <th scope="row">
                        {title}
                        {row.sent > 0 && row.sent < ENOUGH && (
                          <p className="text-sm text-ink-3">too few to compare</p>
                        )}
                      </th>
                      <td className="end">
                        {count(row.sent)} <span className="text-ink-3">{percent(rate(row.sent, sent))}</span>
                      </td>
                      <Share k={row.hard} n={row.sent} />
                      <Share k={row.failed} n={row.sent} wide />
                      <Share k={row.complained} n={row.delivered} />
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="card-body text-sm text-ink-3">
            Bounces over sent, complaints over delivered, by UTC day. Never: mail came before, none of it was
            read by a person. First mail: none came before. Counted {moment(countedAt, filter.tz, countedAt)}{" "}
            or later.
          </p>
        </>
      )}
    </Card>
  );
}

function Share({ k, n, wide }: { k: number; n: number; wide?: boolean }) {
  return (
    <td className={wide ? "end max-wide:hidden" : "end"}>
      {percent(rate(k, n))} <span className="text-ink-3">{count(k)}</span>
    </td>
  );
}
