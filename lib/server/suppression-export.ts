import { csvRecord } from "@/lib/core/csv";
import { FILE_COLUMNS, type FiledSuppression, fileCells, fileObject } from "@/lib/core/suppression-file";
import type { SuppressionFilter } from "@/lib/core/suppression-filter";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { type ListedRow, listStatement } from "./suppression-listing";
import { inTransaction } from "./transaction";

export const FORMATS = ["csv", "json"] as const;
export type FileFormat = (typeof FORMATS)[number];

const HOUR = 3_600_000;
const AT_ONCE = 2000;

/**
 * Writes what the list shows for a filter, in its order: one snapshot, in the same memory whatever its length, no faster
 * than `write` takes it. Who asked for what goes to the trail first, and how many rows went out last.
 * @param write may reject, as that of a download that was given up: then the query ends, too
 * @returns how many suppressions were written
 */
export async function exportSuppressions(
  db: PrismaClient,
  { filter, format }: { filter: SuppressionFilter; format: FileFormat },
  write: (text: string) => Promise<unknown>,
  actor: string,
  now: Date,
): Promise<number> {
  const asked = { format, filter };
  const record = (action: string, more: object = {}) =>
    inTransaction(db, (tx) =>
      audit(tx, { actor, action, subject: "suppressions", detail: { ...asked, ...more } }, now),
    );
  await record("suppressions.export");
  let rows = 0;
  let whole = false;
  try {
    await db.$transaction(
      async (tx) => {
        await write(format === "csv" ? csvRecord(FILE_COLUMNS) : "[");
        for await (const batch of standing(tx, filter, now)) {
          await write(format === "csv" ? asCsv(batch) : asJson(batch, rows === 0));
          rows += batch.length;
        }
        if (format === "json") await write("\n]\n");
      },
      { isolationLevel: "RepeatableRead", maxWait: 60_000, timeout: HOUR },
    );
    whole = true;
  } finally {
    await record("suppressions.exported", { rows, whole });
  }
  return rows;
}

const asCsv = (batch: FiledSuppression[]): string => batch.map((row) => csvRecord(fileCells(row))).join("");

const asJson = (batch: FiledSuppression[], isFirst: boolean): string =>
  batch.map((row, i) => `${isFirst && i === 0 ? "" : ","}\n${JSON.stringify(fileObject(row))}`).join("");

/** The rows of the list page, by a cursor of the database: it holds one batch at a time. */
async function* standing(
  tx: Prisma.TransactionClient,
  wanted: SuppressionFilter,
  now: Date,
): AsyncGenerator<FiledSuppression[]> {
  const statement = listStatement(wanted, now, null);
  if (!statement) return;
  await tx.$executeRaw`declare exported no scroll cursor for ${statement}`;
  for (;;) {
    const rows = await tx.$queryRawUnsafe<ListedRow[]>(`fetch ${AT_ONCE} from exported`);
    if (rows.length === 0) return;
    yield rows.map(({ sender, import_id, ...row }) => ({
      ...row,
      since: row.since.getTime(),
      until: row.until?.getTime() ?? null,
      senderDomain: sender,
      importId: import_id,
    }));
  }
}
