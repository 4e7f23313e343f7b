import { csvRows } from "./log-reader/csv";
import { jsonDocument } from "./log-reader/document";
import { type Format, formatOf } from "./log-reader/format";
import { jsonLines } from "./log-reader/lines";
import { peek } from "./log-reader/peek";
import type { Row } from "./log-reader/row";
import { decoded } from "./log-reader/transport";

/** A few hundred records, and how far the reader has come by then. */
export interface Chunk {
  rows: Row[];
  /** Bytes of the input as it came (compressed, where it is), from its start. */
  bytesRead: number;
  /** Which file it is, where there are several. */
  file?: string;
}

const READERS: Record<Format, (source: AsyncIterable<Buffer>, name: string) => AsyncIterable<Row[]>> = {
  "json-lines": jsonLines,
  "json-document": jsonDocument,
  csv: csvRows,
};

const SNIFFED = 65_536;
const LONGEST_SNIFFED = 1_048_576;

/**
 * Reads the records of a log export, however large, in constant memory: JSON Lines, `{"records":[...]}` and the like, lists, single
 * and concatenated objects, the query API's tables, the portal's CSV; each also as gzip, and in UTF-16 with a mark.
 * The form is told from the content, then from the name.
 * @throws Refusal "invalid-input" with one sentence where the file is none of these, or breaks off; what came before stands.
 */
export async function* readRecords(input: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Chunk> {
  const progress = { bytesRead: 0 };
  const source = counted(input, progress);
  try {
    const { head, ended, all } = await peek(decoded(source, name), enoughToSniff);
    if (head.length === 0) {
      await all.next();
      return;
    }
    for await (const rows of READERS[formatOf(head, ended, name)](all, name)) {
      yield { rows, bytesRead: progress.bytesRead };
    }
    yield { rows: [], bytesRead: progress.bytesRead };
  } finally {
    await source.return(undefined);
  }
}

/** A whole line, and some more: the first ones may be unreadable. */
const enoughToSniff = (head: Buffer): boolean =>
  (head.length >= SNIFFED && head.includes("\n")) || head.length >= LONGEST_SNIFFED;

async function* counted(
  input: AsyncIterable<Uint8Array>,
  progress: { bytesRead: number },
): AsyncGenerator<Buffer> {
  for await (const part of input) {
    progress.bytesRead += part.length;
    yield Buffer.isBuffer(part) ? part : Buffer.from(part);
  }
}
