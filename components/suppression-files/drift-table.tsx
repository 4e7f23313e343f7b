import Link from "next/link";
import { moment } from "@/lib/core/format";
import type { DriftRow } from "@/lib/server/reports/drift";
import { ourStory, theirStory } from "./drift-words";

interface Props {
  rows: DriftRow[];
  tz: string;
  now: number;
}

/** Each contradiction with both stories; the time opens the message, the address its ladder. */
export function DriftTable({ rows, tz, now }: Props) {
  return (
    <div className="card overflow-x-auto">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Address</th>
            <th scope="col">The platform</th>
            <th scope="col">Repute</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.address} ${row.message} ${row.kind}`}>
              <td className="whitespace-nowrap">
                <Link href={`/events/${row.address}/${row.message}`} prefetch={false}>
                  <time dateTime={new Date(row.at).toISOString()}>{moment(row.at, tz, now)}</time>
                </Link>
              </td>
              <td className="font-medium wrap-anywhere max-wide:order-first max-wide:col-span-full">
                <Link
                  href={`/suppressions?${new URLSearchParams({ address: row.recipient })}`}
                  prefetch={false}
                >
                  {row.recipient}
                </Link>
              </td>
              <td className="max-wide:col-span-2">{theirStory(row)}</td>
              <td className="text-ink-2 max-wide:col-span-full">{ourStory(row, tz, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
