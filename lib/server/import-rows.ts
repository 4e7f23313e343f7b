import { Refusal } from "@/lib/core/error";
import { GIVEN_UP_AFTER } from "@/lib/core/import-progress";
import { isSourceName, SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { printable, storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import type { Tally } from "./import-tally";
import { holdWindow } from "./log-window";
import { inTransaction } from "./transaction";

const LONGEST_NAME = 500;

/** Makes the row of an import that is about to run; from then on retention waits for it. @returns its id */
export async function openImport(
  db: Database,
  about: { name: string; source: string; bytes: number | null; startedBy: string; demo?: boolean },
  now: Date,
): Promise<number> {
  const { source, bytes, startedBy, demo = false } = about;
  const name = printable(storable(about.name.slice(0, LONGEST_NAME)));
  return inTransaction(db, async (tx) => {
    await holdWindow(tx);
    const data = { name, source, bytes, startedBy, demo, startedAt: now };
    return (await tx.import.create({ data, select: { id: true } })).id;
  });
}

/**
 * Hands the row to the one request that brings its input; its clock starts now.
 * @throws Refusal "not-found", or "conflict" when the input is coming, has come already, or comes by another way.
 */
export async function claimImport(
  db: Database,
  id: number,
  now: Date,
): Promise<{ name: string; source: SourceName; bytes: number | null }> {
  const { count } = await db.import.updateMany({
    where: { id, source: { in: SOURCE_NAMES }, state: "running", progressAt: null },
    data: { startedAt: now, progressAt: now },
  });
  const row = await db.import.findUnique({
    where: { id },
    select: { name: true, source: true, bytes: true },
  });
  if (!row) throw new Refusal("not-found", "There is no such import.");
  const { name, source } = row;
  if (count === 0 || !isSourceName(source))
    throw new Refusal("conflict", "This import has had its file. Begin another one.");
  return { name, source, bytes: row.bytes === null ? null : Number(row.bytes) };
}

/** Ends an import, with the reason when it failed. One that was given up meanwhile stays so. */
export async function closeImport(
  db: PrismaClient,
  id: number,
  tally: Tally,
  error: string | null,
  actor: string,
  now: Date,
): Promise<void> {
  const state = error === null ? "done" : "failed";
  const { bytesRead, ...counts } = tally;
  await inTransaction(db, async (tx) => {
    const ended = await tx.import.updateMany({
      where: { id, state: "running" },
      data: { ...counts, bytesRead, state, error, progressAt: now, finishedAt: now },
    });
    if (ended.count === 0) return;
    const detail = error === null ? counts : { ...counts, error };
    await audit(tx, { actor, action: `import.${state}`, subject: String(id), detail }, now);
  });
}

/** Closes the imports whose process died: those without a sign of life for a minute. What they brought stays. */
export async function closeInterrupted(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - GIVEN_UP_AFTER);
  await db.import.updateMany({
    where: {
      state: "running",
      OR: [{ progressAt: { lt: before } }, { progressAt: null, startedAt: { lt: before } }],
    },
    data: {
      state: "failed",
      finishedAt: now,
      error: "The import was interrupted. Import the file again: nothing is counted twice.",
    },
  });
}
