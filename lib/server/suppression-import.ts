import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import { FIELDS, type FileMapping } from "@/lib/core/suppression-file-columns";
import { CONFLICTS, OUTCOMES, type Outcome } from "@/lib/core/suppression-file-conflict";
import type { FileEntry } from "@/lib/core/suppression-file-row";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { closeImport, openImport } from "./import-rows";
import { keepTally } from "./import-tally";
import { quarantine } from "./ingest";
import { readFailure } from "./read-failure";
import { spooled } from "./spool";
import {
  type Invalid,
  Judge,
  type Judged,
  readRow,
  type Wanted,
  writeEntries,
} from "./suppression-import-batch";
import { openSuppressionFile } from "./suppression-import-file";
import { SUPPRESSIONS } from "./suppression-import-undo";
import { inTransaction } from "./transaction";

const BATCH = 1000;
/** "supp" in ASCII: of two imports each batch waits for the other's, so that each sees what the other wrote. */
const IMPORT_LOCK = 0x73757070;
const SHOWN = { invalid: 100, conflicts: 100, preview: 20 };

/** Rows by what becomes of them; `read` is their sum, with those that cannot be read. */
export type ImportCounts = Record<Outcome | "read" | "invalid", number>;

export interface ImportCheck {
  form: string;
  encoding: string;
  /** Of the file and of what its columns mean: what was checked is what is imported. */
  hash: string;
  counts: ImportCounts;
  /** The first hundred. */
  invalid: Invalid[];
  /** The first hundred. */
  conflicts: { line: number; recipient: string; outcome: Outcome }[];
  /** The first twenty that would be added. */
  preview: FileEntry[];
}

const noCounts = (): ImportCounts =>
  Object.fromEntries(["read", "invalid", ...OUTCOMES].map((name) => [name, 0])) as ImportCounts;

/** What the import of a file would do; nothing is written. @throws Refusal "invalid-input" or "too-large" */
export async function checkSuppressionFile(
  db: PrismaClient,
  input: AsyncIterable<Uint8Array>,
  { name, mapping, now }: { name: string; mapping: FileMapping; now: Date },
): Promise<ImportCheck> {
  const hash = createHash("sha256");
  const file = await openSuppressionFile(hashed(input, hash), name);
  const judge = await Judge.open(db, now);
  const result = { counts: noCounts(), invalid: [], conflicts: [], preview: [] } as Pick<
    ImportCheck,
    "counts" | "invalid" | "conflicts" | "preview"
  >;
  for await (const { wanted, invalid } of batches(file.rows, mapping, now.getTime())) {
    const judged = await judge.judge(db, judge.place(wanted));
    tell(result, judged, invalid);
  }
  return { ...result, form: file.form, encoding: file.encoding(), hash: sealed(hash, mapping) };
}

function tell(
  { counts, invalid, conflicts, preview }: Pick<ImportCheck, "counts" | "invalid" | "conflicts" | "preview">,
  judged: Judged[],
  unread: Invalid[],
): void {
  count(counts, judged, unread);
  invalid.push(...unread.slice(0, SHOWN.invalid - invalid.length));
  for (const { line, entry, outcome } of judged) {
    if (outcome === "added" && preview.length < SHOWN.preview) preview.push(entry);
    if (CONFLICTS.has(outcome) && conflicts.length < SHOWN.conflicts)
      conflicts.push({ line, recipient: entry.recipient, outcome });
  }
}

function count(counts: ImportCounts, judged: Judged[], unread: Invalid[]): void {
  counts.read += judged.length + unread.length;
  counts.invalid += unread.length;
  for (const { outcome } of judged) counts[outcome] += 1;
}

/**
 * Imports the file that was checked: a thousand rows in a transaction, each with their entries and what is told of them.
 * A process that dies leaves what was committed under an import that the next minute closes as failed; it can be undone,
 * or the file imported again, which adds nothing twice.
 * @param hash of {@link checkSuppressionFile}
 * @throws Refusal "conflict" when it is another file or its columns are to mean something else
 */
export async function importSuppressionFile(
  db: PrismaClient,
  input: AsyncIterable<Uint8Array>,
  about: { name: string; mapping: FileMapping; hash: string; actor: string; now: Date },
): Promise<{ importId: number; counts: ImportCounts }> {
  const { name, mapping, actor, now } = about;
  const hash = createHash("sha256");
  return spooled(hashed(input, hash), async (again, bytes) => {
    if (sealed(hash, mapping) !== about.hash)
      throw new Refusal(
        "conflict",
        "This is not the file that was checked, or its columns mean something else. Check it again.",
      );
    const importId = await inTransaction(db, async (tx) => {
      const id = await openImport(tx, { name, source: SUPPRESSIONS, bytes, startedBy: actor }, now);
      const detail = { name, hash: about.hash, mapping };
      await audit(tx, { actor, action: "suppressions.import", subject: String(id), detail }, now);
      return id;
    });
    return { importId, counts: await takeIn(db, importId, again(), bytes, about) };
  });
}

async function takeIn(
  db: PrismaClient,
  importId: number,
  input: AsyncIterable<Uint8Array>,
  bytes: number,
  { name, mapping, actor, now }: { name: string; mapping: FileMapping; actor: string; now: Date },
): Promise<ImportCounts> {
  const counts = noCounts();
  const tally = { bytesRead: 0, ...asTally(counts) };
  const kept = keepTally(db, importId, tally, { now });
  try {
    const file = await openSuppressionFile(input, name);
    const judge = await Judge.open(db, now, importId);
    for await (const { wanted, invalid } of batches(file.rows, mapping, now.getTime())) {
      kept.check();
      const placed = judge.place(wanted);
      const judged = await inTransaction(db, async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(${IMPORT_LOCK})`;
        const rows = await judge.judge(tx, placed);
        await writeEntries(
          tx,
          rows.filter((row) => row.outcome === "added"),
          importId,
          now,
        );
        if (invalid.length > 0) await quarantine(tx, invalid, { importId, source: SUPPRESSIONS }, now);
        return rows;
      });
      count(counts, judged, invalid);
      Object.assign(tally, asTally(counts));
    }
    tally.bytesRead = bytes;
    await kept.stop();
    await closeImport(db, importId, tally, null, actor, kept.clock());
    return counts;
  } catch (error) {
    await kept.stop();
    const refusal = error instanceof Refusal ? error : readFailure(error, name, counts.read);
    await closeImport(db, importId, tally, refusal.message, actor, kept.clock()).catch(() => {});
    throw refusal;
  }
}

/** The counts in the words of the table of imports. */
const asTally = (counts: ImportCounts) => ({
  records: counts.read,
  accepted: counts.added,
  duplicates: counts.already + counts.repeated,
  ignored: counts.past + [...CONFLICTS].reduce((sum, outcome) => sum + counts[outcome], 0),
  rejected: counts.invalid,
  outdated: 0,
});

async function* batches(
  rows: AsyncIterable<Parameters<typeof readRow>[0]>,
  mapping: FileMapping,
  now: number,
): AsyncGenerator<{ wanted: Wanted[]; invalid: Invalid[] }> {
  let batch = { wanted: [] as Wanted[], invalid: [] as Invalid[] };
  for await (const row of rows) {
    const read = readRow(row, mapping, now);
    if ("reason" in read) batch.invalid.push(read);
    else batch.wanted.push(read);
    if (batch.wanted.length + batch.invalid.length < BATCH) continue;
    yield batch;
    batch = { wanted: [], invalid: [] };
  }
  yield batch;
}

async function* hashed(
  input: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const part of input) {
    hash.update(part);
    yield part;
  }
}

function sealed(hash: ReturnType<typeof createHash>, { columns, reason }: FileMapping): string {
  return hash.update(JSON.stringify([FIELDS.map((field) => columns[field] ?? null), reason])).digest("hex");
}
