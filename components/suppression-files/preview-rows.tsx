import { FileRows } from "@/components/imports/file-rows";
import { count, counted } from "@/lib/core/format";
import type { ImportCheck } from "@/lib/server/suppression-import";
import { REASON_WORDS } from "./words";

const date = (at: number | null, otherwise: string) =>
  at === null ? otherwise : new Date(at).toISOString().slice(0, 10);

/** The first of those that would be added. Days are in UTC. */
export function PreviewRows({ rows, total }: { rows: ImportCheck["preview"]; total: number }) {
  return (
    <FileRows
      label="What would be added"
      heading={
        total > rows.length
          ? `The first ${rows.length} of ${count(total)} new`
          : counted(total, "new suppression")
      }
      data={rows}
      what="what would be added"
    >
      <table className="data-table min-w-[560px]">
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Reason</th>
            <th scope="col">Since</th>
            <th scope="col">Until</th>
            <th scope="col">About</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td className="font-medium wrap-anywhere">{row.recipient}</td>
              <td>{REASON_WORDS[row.reason]}</td>
              <td>{date(row.since, "now")}</td>
              <td>{date(row.until, "no end")}</td>
              <td>{row.list || row.senderDomain || "all mail"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </FileRows>
  );
}
