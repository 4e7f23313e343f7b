import { count } from "@/lib/core/format";
import { FileRows } from "./file-rows";
import type { OutcomeWords } from "./outcome-counts";

interface Props<Outcome extends string> {
  /** The first hundred, by line. */
  rows: { line: number; address: string; outcome: Outcome }[];
  words: Record<Outcome, OutcomeWords>;
}

/** Rows in which the file and what is known here do not agree. */
export function ConflictRows<Outcome extends string>({ rows, words }: Props<Outcome>) {
  return (
    <FileRows
      label="Conflicts"
      heading={`Left out, as it would conflict${rows.length >= 100 ? " (the first hundred)" : ""}`}
      data={rows}
      what="the conflicts"
    >
      <table className="data-table min-w-[540px]">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Address</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, address, outcome }) => (
            <tr key={line}>
              <td className="font-mono text-sm">{count(line)}</td>
              <td className="font-medium wrap-anywhere">{address}</td>
              <td>
                {words[outcome].name}: {words[outcome].why}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </FileRows>
  );
}
