import { Refusal } from "@/lib/core/error";
import { SOURCES } from "@/lib/core/sources";
import type { SourceName } from "@/lib/core/sources/names";
import type { PrismaClient } from "@/prisma/generated/client";
import { Batch } from "./import-batch";
import { closeImport, openImport } from "./import-rows";
import { keepTally, type Tally } from "./import-tally";
import { InFlight } from "./in-flight";
import { ingest, quarantine } from "./ingest";
import { type Chunk, readRecords } from "./log-reader";
import { logWindow } from "./log-window";
import { readFailure } from "./read-failure";

export interface ImportOptions {
  /** File name, for people and for telling the form. */
  name: string;
  source: SourceName;
  /** Of the input, to foretell its end; null where unknown. */
  bytes: number | null;
  /** E-mail of the user, or "command line". */
  startedBy: string;
  demo?: boolean;
  /** A row opened and claimed before; without one a row is made. */
  importId?: number;
  /** Told once a second. */
  onProgress?: (tally: Tally) => void;
  now: Date;
}

export interface ImportSummary {
  importId: number;
  /** Lines or rows read: the sum of the four others. */
  records: number;
  accepted: number;
  duplicates: number;
  ignored: number;
  rejected: number;
  /** Of those taken in: older than the retention, which drops them once their whole month is. */
  outdated: number;
}

/**
 * Takes one log export in, however large, in constant memory: see `readRecords` for its forms. What cannot be read goes
 * to quarantine and stops nothing. Everything committed stays when it breaks off; importing the file again counts
 * nothing twice.
 * @throws Refusal with one sentence, which the import's row keeps: the file is no export, broke off, or the database is away.
 */
export async function importStream(
  db: PrismaClient,
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportSummary> {
  return importChunks(db, readRecords(input, options.name), options);
}

/** As {@link importStream}, for what has been opened and decoded by the caller: several files as one import. */
export async function importChunks(
  db: PrismaClient,
  chunks: AsyncIterable<Chunk>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const importId = options.importId ?? (await openImport(db, options, options.now));
  const none = { records: 0, accepted: 0, duplicates: 0, ignored: 0, rejected: 0, outdated: 0 };
  const tally: Tally = { bytesRead: 0, ...none };
  const kept = keepTally(db, importId, tally, options);
  try {
    await takeIn(db, importId, chunks, options, tally, kept.check);
    await kept.stop();
    await closeImport(db, importId, tally, null, options.startedBy, kept.clock());
  } catch (error) {
    await kept.stop();
    const refusal = error instanceof Refusal ? error : readFailure(error, options.name, tally.records);
    // With the database away its row cannot say why; it is given up after a minute.
    await closeImport(db, importId, tally, refusal.message, options.startedBy, kept.clock()).catch(() => {});
    throw refusal;
  }
  const { bytesRead, ...counts } = tally;
  return { importId, ...counts };
}

/** The database works on one batch while the next waits at its door, so that it is never idle, and a third is read. */
const BATCHES_AT_WORK = 2;

async function takeIn(
  db: PrismaClient,
  importId: number,
  chunks: AsyncIterable<Chunk>,
  { source, now }: ImportOptions,
  tally: Tally,
  check: () => void,
): Promise<void> {
  const atWork = new InFlight(BATCHES_AT_WORK);
  // Read once the row is open: while it runs retention drops nothing more.
  const window = await logWindow(db, now);
  let batch = new Batch(SOURCES[source], window);
  let before = 0;
  const send = async () => {
    await atWork.room();
    check();
    atWork.start(commit(db, importId, source, batch, before, tally));
    before += batch.records;
    batch = new Batch(SOURCES[source], window);
  };
  try {
    for await (const chunk of chunks) {
      batch.add(chunk);
      if (batch.isFull) await send();
    }
  } finally {
    // What was read before the input broke off is taken in all the same.
    await send().finally(() => atWork.settled());
  }
}

async function commit(
  db: PrismaClient,
  importId: number,
  source: string,
  batch: Batch,
  before: number,
  tally: Tally,
): Promise<void> {
  try {
    if (batch.rejects.length) await quarantine(db, batch.rejects, { importId, source }, new Date());
    const { accepted, duplicates } = await ingest(db, batch.events, { importId });
    tally.accepted += accepted;
    tally.duplicates += duplicates;
  } catch (error) {
    const told = `The database did not take the records after ${before}.`;
    const refusal = new Refusal("unavailable", `${told} Import the file again: nothing is counted twice.`);
    refusal.cause = error;
    throw refusal;
  }
  tally.bytesRead = Math.max(tally.bytesRead, batch.bytesRead);
  tally.records += batch.records;
  tally.ignored += batch.ignored;
  tally.rejected += batch.rejects.length;
  tally.outdated += batch.outdated;
}
