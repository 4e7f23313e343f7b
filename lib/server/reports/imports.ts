import type { Database } from "@/lib/server/database";
import type { Import } from "@/prisma/generated/client";

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

/** The last 100 runs of the importer, newest first. */
export async function imports(db: Database): Promise<ImportRow[]> {
  const rows = await db.import.findMany({ orderBy: { id: "desc" }, take: 100 });
  return rows.map(asImportRow);
}

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
