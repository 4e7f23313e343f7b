import { z } from "zod";
import { IMPORTS_PAGE } from "@/lib/core/import-progress";
import type { Database } from "@/lib/server/database";
import type { Import } from "@/prisma/generated/client";

const run = z.coerce.number().pipe(z.int32().positive()).optional();

export const importsQuery = z.object({
  /** Only runs before this one. */
  before: run,
  /** The same, for who writes all of them to a file. */
  cursor: run,
});

export interface ImportRow {
  id: number;
  name: string;
  source: string;
  state: "running" | "done" | "failed" | "undoing" | "undone";
  demo: boolean;
  /** E-mail address, or "command line". */
  startedBy: string;
  startedAt: number;
  finishedAt: number | null;
  /** Of the input; null where unknown. */
  bytes: number | null;
  bytesRead: number;
  records: number;
  accepted: number;
  duplicates: number;
  ignored: number;
  rejected: number;
  /** Of those taken in: older than the retention, so that it drops them. */
  outdated: number;
  error: string | null;
}

/** Runs of the importer, newest first: the last hundred, or the hundred before one of them. */
export async function imports(
  db: Database,
  { cursor, before = cursor }: z.output<typeof importsQuery> = {},
): Promise<ImportRow[]> {
  const where = before === undefined ? {} : { id: { lt: before } };
  const rows = await db.import.findMany({ where, orderBy: { id: "desc" }, take: IMPORTS_PAGE });
  return rows.map(asImportRow);
}

/** The cursor of the runs that come after these; undefined at the end. */
export const importsAfter = (rows: ImportRow[]): string | undefined =>
  rows.length === IMPORTS_PAGE ? String(rows.at(-1)?.id) : undefined;

/** A row of the table as plain JSON. */
export function asImportRow({ progressAt: _, ...row }: Import): ImportRow {
  return {
    ...row,
    state: row.state as ImportRow["state"],
    startedAt: row.startedAt.getTime(),
    finishedAt: row.finishedAt?.getTime() ?? null,
    bytes: row.bytes === null ? null : Number(row.bytes),
    bytesRead: Number(row.bytesRead),
  };
}
