"use client";

import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { count, day, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { ReceivedReport } from "@/lib/server/reports/authentication-reports";
import { KIND_WORDS } from "./words";

interface ReportTableProps {
  rows: ReceivedReport[];
  open: number | null;
  now: number;
}

/** Reports as they came in; a row opens one. */
export function ReportTable({ rows, open, now }: ReportTableProps) {
  const params = useSearchParams();
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">About</th>
            <th scope="col">Days (UTC)</th>
            <th scope="col" className="end">
              Messages
            </th>
            <th scope="col" className="end">
              Failed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="opens max-wide:!grid-cols-[minmax(0,1fr)_auto]">
              <td className="max-wide:min-w-0">
                <ShallowLink
                  className="cover font-medium wrap-anywhere"
                  href={withParams(params, { report: String(row.id) })}
                  aria-current={row.id === open ? "true" : undefined}
                  data-row={row.id}
                >
                  {row.organisation}
                </ShallowLink>
                <div className="text-sm text-ink-3 wrap-anywhere">
                  {KIND_WORDS[row.kind]}, brought by {row.submitter || row.via}
                </div>
              </td>
              <td className="wrap-anywhere max-wide:hidden">
                {row.domain}
                {!row.own && <div className="text-sm text-ink-3">none of your domains</div>}
                {row.variants > 0 && <div className="text-sm text-watch">came again with other content</div>}
              </td>
              <td className="whitespace-nowrap max-wide:justify-self-end">{daysOf(row, now)}</td>
              <td className="end max-wide:hidden">{count(row.messages)}</td>
              <td className="end max-wide:hidden">
                {count(row.failed)} · {percent(rate(row.failed, row.messages))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An end at midnight belongs to the day before. */
export function daysOf({ begin, end }: { begin: number; end: number }, now: number): string {
  const [first, last] = [day(begin, "UTC", now), day(Math.max(begin, end - 1), "UTC", now)];
  return first === last ? first : `${first} – ${last}`;
}
