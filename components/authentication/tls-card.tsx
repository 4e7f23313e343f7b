import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { count, counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { TlsSessions } from "@/lib/server/reports/tls";
import { tlsWords } from "./words";

/** Encryption of the mail that comes in, as those who send it report. */
export function TlsCard({ report: { successful, failed, reasons } }: { report: TlsSessions }) {
  const n = successful + failed;
  return (
    <Card
      className="mt-5"
      id="tls"
      title="Encrypted delivery to you"
      subtitle="sessions in TLS reports, days are UTC"
      aside={reasons.length > 0 && <TableExport data={reasons} what="the TLS failures" />}
      flush={reasons.length > 0}
    >
      <p className={reasons.length > 0 ? "px-[18px] pb-3 max-wide:px-3.5" : undefined}>
        {n === 0
          ? "No TLS report is about these days. They come once the domain has a TLSRPT record."
          : `${count(failed)} of ${counted(n, "session")} failed, ${percent(rate(failed, n))}.`}
      </p>
      {reasons.length > 0 && (
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Why</th>
              <th scope="col">To</th>
              <th scope="col" className="end">
                Sessions
              </th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ domain, result, n: sessions }) => (
              <tr key={`${domain} ${result}`}>
                <td className="wrap-anywhere">{tlsWords(result)}</td>
                <td className="wrap-anywhere">{domain}</td>
                <td className="end">{count(sessions)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
