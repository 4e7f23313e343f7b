import { count } from "@/lib/core/format";
import { printable } from "@/lib/core/sources/text";
import type { RejectedLine } from "@/lib/server/reports/rejected";

/** Lines that could not be read: where, why, and what they say, as text. */
export function RejectedLines({ rows }: { rows: RejectedLine[] }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th>Line</th>
          <th>Why</th>
          <th className="max-wide:hidden">What it says</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.line} ${row.reason}`}>
            <td className="font-mono text-sm">{count(row.line)}</td>
            <td className="font-medium">{row.reason}</td>
            <td className="w-1/2 max-w-0 truncate font-mono text-sm text-ink-2 max-wide:hidden">
              {printable(row.raw)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
