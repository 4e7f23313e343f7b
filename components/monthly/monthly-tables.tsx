import { OutcomeLabel } from "@/components/ui/outcome";
import { TableExport } from "@/components/ui/table-export";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Monthly } from "@/lib/server/reports/monthly";

interface MonthlyProvidersProps extends Pick<Monthly, "providers" | "failedBefore"> {
  /** The month before, in words. */
  before: string;
}

/** The mailbox providers of the month, their failures against the month before. */
export function MonthlyProviders({ providers, failedBefore, before }: MonthlyProvidersProps) {
  return (
    <section>
      <div className="section-head">
        <h3 className="heading">By mailbox provider</h3>
        <span className="aside">
          <TableExport
            data={providers.rows.map((row, i) => ({ ...row, failedBefore: failedBefore[i] ?? null }))}
            what="the mailbox providers"
          />
        </span>
      </div>
      <table className="data-table mt-2">
        <thead>
          <tr>
            <th scope="col">Provider</th>
            <th scope="col" className="end">
              Sent
            </th>
            <th scope="col" className="end max-wide:hidden">
              Delivered
            </th>
            <th scope="col" className="end">
              Failed
            </th>
            <th scope="col" className="end">
              In {before}
            </th>
            <th scope="col" className="end max-wide:hidden">
              Complaints
            </th>
          </tr>
        </thead>
        <tbody>
          {providers.rows.map(({ name, totals, rate: failed }, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="end">{count(totals.sent)}</td>
              <td className="end max-wide:hidden">{percent(rate(totals.delivered, totals.sent))}</td>
              <td className="end">{percent(failed)}</td>
              <td className="end">{percent(failedBefore[index] ?? null)}</td>
              <td className="end max-wide:hidden">{count(totals.complained)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Why mail bounced, the most frequent codes. */
export function MonthlyCodes({ codes, bounces }: Pick<Monthly, "codes" | "bounces">) {
  return (
    <section>
      <div className="section-head">
        <h3 className="heading">Why it bounced</h3>
        <span className="text-sm text-ink-3">
          the most frequent {codes.length} codes of {count(bounces)} bounces
        </span>
        <span className="aside">
          <TableExport data={codes} what="the codes" />
        </span>
      </div>
      <table className="data-table mt-2">
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col" className="max-wide:hidden">
              Class
            </th>
            <th scope="col">Meaning</th>
            <th scope="col" className="end">
              Count
            </th>
            <th scope="col" className="end max-wide:hidden">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {codes.map((row) => (
            <tr key={`${row.code} ${row.class}`}>
              <th scope="row" className="font-mono">
                {row.code}
              </th>
              <td className="max-wide:hidden">
                <OutcomeLabel outcome={row.class} />
              </td>
              <td>{row.title}</td>
              <td className="end">{count(row.count)}</td>
              <td className="end max-wide:hidden">{percent(row.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
