import { Refusal } from "@/lib/core/error";
import { type Pace, paceOf } from "@/lib/core/import-progress";
import type { Database } from "@/lib/server/database";
import { asImportRow, type ImportRow } from "./imports";

/** One run of the importer as it stands; while it runs, how fast and how long still. @throws Refusal "not-found" */
export async function importRun(db: Database, id: number): Promise<ImportRow & Pace> {
  const found = await db.import.findUnique({ where: { id } });
  if (!found) throw new Refusal("not-found", "There is no such import.");
  const row = asImportRow(found);
  const progressAt = found.progressAt?.getTime() ?? row.startedAt;
  return { ...row, ...paceOf({ ...row, progressAt }) };
}
