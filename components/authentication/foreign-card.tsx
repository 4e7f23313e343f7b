import Link from "next/link";
import { filterHref } from "@/components/filter/href";
import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import type { Filter } from "@/lib/core/filter";
import { count } from "@/lib/core/format";
import type { Authentication } from "@/lib/server/reports/authentication";

interface ForeignCardProps {
  foreign: NonNullable<Authentication["foreign"]>;
  filter: Filter;
}

/** Mail in reports whose From is of none of the senders: not counted above. */
export function ForeignCard({ foreign, filter }: ForeignCardProps) {
  return (
    <Card
      className="mt-5"
      id="foreign"
      title="Other domains in reports"
      subtitle="none of your senders writes as these; not counted above"
      aside={<TableExport data={foreign} what="the other domains" />}
      flush
    >
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Domain of From</th>
            <th scope="col" className="end">
              Messages
            </th>
            <th scope="col" className="end">
              Failed
            </th>
          </tr>
        </thead>
        <tbody>
          {foreign.map(({ domain, n, failed }) => (
            <tr key={domain}>
              <td className="wrap-anywhere">
                <Link href={filterHref("/authentication", { ...filter, sender: domain })}>{domain}</Link>
              </td>
              <td className="end">{count(n)}</td>
              <td className="end">{count(failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
