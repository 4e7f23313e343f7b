import type { RejectedLine } from "@/lib/server/reports/rejected";
import { FileRows } from "./file-rows";
import { RejectedLines } from "./rejected-lines";

interface InvalidLinesProps {
  /** The first hundred of them. */
  rows: RejectedLine[];
  /** How many there are. */
  total: number;
  label?: string;
  heading?: string;
}

/** The lines that a dry run could not read; nothing where there are none. */
export function InvalidLines({ rows, total, label = "Invalid lines", heading = label }: InvalidLinesProps) {
  if (rows.length === 0) return null;
  return (
    <FileRows
      label={label}
      heading={`${heading}${total > rows.length ? ", the first hundred" : ""}`}
      data={rows}
    >
      <RejectedLines rows={rows} />
    </FileRows>
  );
}
