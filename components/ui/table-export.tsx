"use client";

import { csvTable } from "@/lib/core/csv-table";
import { Button } from "./button";
import { Menu, MenuItem } from "./menu";
import { download, save } from "./save";

const CSV = "text/csv;charset=utf-8";

/** Where the table of a report is (see `reportPath`), fetched whole; or rows that are all here. */
export type TableData = string | object[];

/** Downloads a table: by the filter of the page, every page of it. */
export function TableExport({ data, what }: { data: TableData; what: string }) {
  return (
    <Menu
      trigger={
        <Button icon="export" className="print:hidden">
          Export<span className="sr-only"> {what}</span>
        </Button>
      }
    >
      <TableItems data={data} name={fileName(what.replace(/^the /, ""))} />
    </Menu>
  );
}

/** The two entries of a menu that download a table. @param name of the file, without its ending; a report has its own */
export function TableItems({ data, name }: { data: TableData; name: string }) {
  const take = (format: "csv" | "json") => {
    if (typeof data === "string") download(`${data}${data.includes("?") ? "&" : "?"}format=${format}`);
    else if (format === "csv") save(new Blob([csvTable(data)], { type: CSV }), `${name}.csv`);
    else save(new Blob([JSON.stringify(data, null, 1)], { type: "application/json" }), `${name}.json`);
  };
  return (
    <>
      <MenuItem onSelect={() => take("csv")}>Table as CSV</MenuItem>
      <MenuItem onSelect={() => take("json")}>Table as JSON</MenuItem>
    </>
  );
}

/** Words as the name of a file. */
export const fileName = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
