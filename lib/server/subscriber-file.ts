import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { parseAddress } from "@/lib/core/address";
import { withoutGuard } from "@/lib/core/csv";
import { Refusal } from "@/lib/core/error";

/** One line of a file of subscribers. */
export type SubscriberLine =
  | { line: number; address: string }
  | { line: number; reason: string; raw: string };

const COLUMN =
  /^(e-?mail([ _-]?address(es)?)?|(email[ _-]?)?address|recipient|e-?mail-?adresse|adresse|courriel|correo)$/i;
const LONGEST_RECORD = 64_000;

interface CsvRecord {
  record: string[];
  raw: string;
  info: { lines: number };
}

/**
 * Reads addresses from CSV: the column called e-mail (or alike), else the first that holds an address in the first line.
 * Comma, semicolon or tab; with or without a header; streaming.
 * @throws Refusal "invalid-input" when no column can be told to be the one.
 */
export async function* readSubscribers(input: AsyncIterable<Uint8Array>): AsyncIterable<SubscriberLine> {
  let column: number | undefined;
  for await (const { record, raw, info } of recordsOf(input)) {
    const cells = record.map((text) => withoutGuard(text.trim()));
    if (column === undefined) {
      const named = cells.findIndex((text) => COLUMN.test(text));
      column = named >= 0 ? named : firstAddress(cells);
      if (named >= 0) continue;
    }
    const parsed = parseAddress(cells[column] ?? "");
    if (parsed.ok) yield { line: info.lines, address: parsed.address };
    else yield { line: info.lines, reason: parsed.reason, raw: raw.trim().slice(0, 500) };
  }
}

async function* recordsOf(input: AsyncIterable<Uint8Array>): AsyncIterable<CsvRecord> {
  const [start, whole] = await withStart(input);
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(start),
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  try {
    // A stream that breaks off ends the parser with its error, which the loop then throws.
    yield* pipeline(Readable.from(whole), parser, () => {});
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal(
      "invalid-input",
      "The file cannot be read as CSV: a quotation mark is never closed, or a line is longer than 64 kB.",
    );
  }
}

function firstAddress(cells: string[]): number {
  const found = cells.findIndex((text) => parseAddress(text).ok);
  if (found < 0 && cells.length > 1) {
    throw new Refusal("invalid-input", "No column is called e-mail. Name the column of the addresses so.");
  }
  return Math.max(found, 0);
}

/** The first line of a stream (or what there is of it in 64 kB), and the stream from its start. */
async function withStart(input: AsyncIterable<Uint8Array>): Promise<[string, AsyncIterable<Uint8Array>]> {
  const iterator = input[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  const start = () => new TextDecoder().decode(Buffer.concat(parts));
  for (let part = await iterator.next(); !part.done; part = await iterator.next()) {
    parts.push(part.value);
    if (/[\r\n]/.test(start()) || start().length > LONGEST_RECORD) break;
  }
  async function* whole() {
    yield* parts;
    for (let part = await iterator.next(); !part.done; part = await iterator.next()) yield part.value;
  }
  return [start(), whole()];
}

/** The most frequent of the three in the first line. */
function delimiterOf(start: string): string {
  const line = start.split(/\r?\n|\r/, 1)[0] ?? "";
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
