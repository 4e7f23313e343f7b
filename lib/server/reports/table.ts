import { csvRecord } from "@/lib/core/csv";
import { columnsOf, csvRow } from "@/lib/core/csv-table";
import { Refusal } from "@/lib/core/error";
import { downloaded } from "@/lib/server/download";
import { type ImportRow, importsAfter } from "./imports";
import type { ReportName } from "./registry";

/** Under which name a report keeps its table, where that is not `rows`; "" is the answer itself. */
const KEPT: Partial<Record<ReportName, string>> = {
  ...{
    series: "days",
    trend: "buckets",
    changes: "changes",
    hours: "cells",
    incident: "days",
    alerts: "rules",
    lists: "lists",
    senders: "",
    imports: "",
    engagement: "days",
    complaints: "days",
    authentication: "days",
    releases: "releases",
    feeds: "",
    sources: "",
  },
};

export const FORMATS = ["csv", "json"] as const;
export type Format = (typeof FORMATS)[number];

type Ask = (cursor: string | undefined) => Promise<unknown>;

/** The table of a report's answer. @throws Refusal "invalid-input" where it has none */
function rowsOf(name: ReportName, answer: unknown): object[] {
  const key = KEPT[name] ?? "rows";
  const found = key === "" ? answer : (answer as Record<string, unknown>)[key];
  if (!Array.isArray(found))
    throw new Refusal("invalid-input", "This report has no table to export.", "format");
  return found;
}

const nextOf = (name: ReportName, answer: unknown): string | undefined =>
  name === "imports"
    ? importsAfter(answer as ImportRow[])
    : ((answer as { next?: string | null }).next ?? undefined);

/** A part of a table. */
interface Page {
  rows: object[];
  /** What the next part is asked for by; undefined at the end. */
  next: string | undefined;
}

/**
 * Writes a whole table, page by page. CSV has the columns of the first page's rows, and is safe to open in a spreadsheet.
 * @param first asked for before anything is written, so that a refusal is still one
 */
async function writePages(
  format: Format,
  first: Page,
  ask: (cursor: string) => Promise<Page>,
  write: (text: string) => Promise<unknown>,
): Promise<void> {
  const columns = columnsOf(first.rows);
  const textOf = (row: object): string => (format === "json" ? JSON.stringify(row) : csvRow(row, columns));
  await write(format === "json" ? "[" : csvRecord(columns));
  let begun = false;
  for (let page = first; ; page = await ask(page.next)) {
    for (const row of page.rows) {
      await write(`${format === "json" ? (begun ? ",\n" : "\n") : ""}${textOf(row)}`);
      begun = true;
    }
    if (!page.next) break;
  }
  if (format === "json") await write("\n]\n");
}

const TYPES: Record<Format, string> = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** A whole table as a download, see {@link writePages}. @param name of the file, without its ending */
export const tableFile = (
  name: string,
  format: Format,
  first: Page,
  ask: (cursor: string) => Promise<Page>,
): Response =>
  new Response(
    downloaded((write) => writePages(format, first, ask, write)),
    {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="${name}.${format}"`,
      },
    },
  );

/** The whole table of a report as a download. @throws Refusal "invalid-input" where its answer has none */
export function reportFile(name: ReportName, format: Format, first: unknown, ask: Ask): Response {
  const pageOf = (answer: unknown): Page => ({ rows: rowsOf(name, answer), next: nextOf(name, answer) });
  return tableFile(name, format, pageOf(first), async (cursor) => pageOf(await ask(cursor)));
}
