import { Refusal } from "@/lib/core/error";
import type { FeedName } from "@/lib/core/sources/doors";
import type { Position } from "@/lib/server/feeds/feed";
import { readRecords } from "@/lib/server/log-reader";
import { jsonLines } from "@/lib/server/log-reader/lines";
import type { Row } from "@/lib/server/log-reader/row";
import type { PrismaClient } from "@/prisma/generated/client";
import type { LogStore, StoredFile } from "./store";
import { takeRecords } from "./take-records";

/** Read at once, in bytes: several of the longest lines. */
const SLICE = 4_000_000;
const NEWLINE = 10;
const HOUR = 3_600_000;
/** The last line of a file that nothing was added to for so long has no end of its own. */
const SETTLED = 2 * HOUR;

/**
 * Reads what is new in a log store. A file that grows is read on from where it was left, for as long as it grows (those of
 * Azure do so for two days); a last line that is not whole yet waits. Any other file is read anew when it has changed. What
 * cannot be read is kept and stops nothing; a position is forgotten with its file.
 * @param until breaks off there; the next look goes on
 * @throws whatever the store or the database throws: what was taken in by then stays
 */
export async function pollFiles(
  db: PrismaClient,
  feed: FeedName,
  store: LogStore,
  { until, now = () => new Date() }: { until: Date; now?: () => Date },
): Promise<void> {
  const rows = await db.feedPosition.findMany({ where: { feed } });
  const known = new Map(rows.map(({ path, position, version }) => [path, { position, version }]));
  const gone = new Set(known.keys());
  for await (const file of store.list([...known.keys()])) {
    gone.delete(file.path);
    if (now() >= until) return;
    const from = known.get(file.path) ?? null;
    if (file.grows) await readOn(db, feed, store, file, from, { until, now });
    else if (from?.version !== file.version) await readWhole(db, feed, store, file, from, now());
  }
  await db.feedPosition.deleteMany({ where: { feed, path: { in: [...gone] } } });
}

interface Clock {
  until: Date;
  now: () => Date;
}

async function readOn(
  db: PrismaClient,
  feed: FeedName,
  store: LogStore,
  file: StoredFile,
  known: Position | null,
  { until, now }: Clock,
): Promise<void> {
  const { path, size, version, changedAt } = file;
  let from = known;
  // A file that became shorter is another one.
  let start = from && Number(from.position) <= size ? Number(from.position) : 0;
  while (start < size && now() < until) {
    const bytes = await store.read(file, start, Math.min(size, start + SLICE));
    const settled = start + bytes.length >= size && now().getTime() - changedAt.getTime() > SETTLED;
    const whole = bytes.lastIndexOf(NEWLINE) + 1;
    const length = settled || (whole === 0 && bytes.length >= SLICE) ? bytes.length : whole;
    if (length === 0) return;
    const to = { position: BigInt(start + length), version };
    const lines = jsonLines(once(bytes.subarray(0, length)));
    await takeRecords(db, { feed, path, rows: lines, from, to }, now());
    from = to;
    start += length;
  }
}

async function readWhole(
  db: PrismaClient,
  feed: FeedName,
  store: LogStore,
  file: StoredFile,
  from: Position | null,
  now: Date,
): Promise<void> {
  const { path, size, version } = file;
  const to = { position: BigInt(size), version };
  await takeRecords(db, { feed, path, rows: rowsOf(store.stream(file), path), from, to }, now);
}

/** A file that is no export, or breaks off, is one row that cannot be read: it would be no other the next time. */
async function* rowsOf(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  try {
    for await (const { rows } of readRecords(bytes, name)) {
      last = rows.at(-1) ?? last;
      yield rows;
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "invalid-input") throw error;
    // The reader of documents tells where it broke off as a row, too.
    const told = last && "reason" in last && last.reason === error.message;
    if (!told) yield [{ line: 1, reason: error.message, raw: "" }];
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
