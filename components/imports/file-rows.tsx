import type { ReactNode } from "react";
import { TableExport } from "@/components/ui/table-export";

interface FileRowsProps {
  /** What the table is to who listens. */
  label: string;
  heading: ReactNode;
  /** The rows, as they are exported. */
  data: object[];
  /** What the export calls them. */
  what?: string;
  /** The table. */
  children: ReactNode;
}

/** Some rows of a file that is checked, in a table that scrolls by itself. */
export function FileRows({ label, heading, data, what = label, children }: FileRowsProps) {
  return (
    <section className="mt-5" aria-label={label}>
      <div className="section-head mt-0!">
        <h3 className="heading">{heading}</h3>
        <span className="aside">
          <TableExport data={data} what={what} />
        </span>
      </div>
      <div className="max-h-72 overflow-auto rounded-2 border border-line">{children}</div>
    </section>
  );
}
