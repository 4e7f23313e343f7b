import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { parseAddress } from "@/lib/core/address";
import { withoutGuard } from "@/lib/core/csv";
import { Refusal } from "@/lib/core/error";
import { peek } from "./log-reader/peek";
import { decoded } from "./log-reader/transport";
import { type TextEncoding, utf8OrLatin1 } from "./text-encoding";

/** One record of an uploaded table. */
export interface TableRecord {
  /** Where it ends in the file, from 1. */
  line: number;
  /** The byte of the text, as UTF-8 with its mark, at which the next one begins; empty lines lie before a record. */
  end: number;
  /** Without the space around them, and without the apostrophe that keeps a spreadsheet from running them. */
  cells: string[];
  /** As it came, at most 500 characters. */
  raw: string;
}

export interface Table {
  records: AsyncGenerator<TableRecord>;
  /** As far as it has been read. UTF-16 with its mark counts as UTF-8. */
  encoding(): TextEncoding;
}

const LONGEST_RECORD = 64_000;
const LONGEST_RAW = 500;
const DELIMITERS = [",", ";", "\t"];
const ADDRESS_COLUMN =
  /^(e-?mail([ _-]?address(es)?)?|(email[ _-]?)?address|recipient|e-?mail-?adresse|adresse|courriel|correo)$/i;

/**
 * Reads the CSV that somebody uploads, streaming: comma, semicolon or tab, whichever is the most frequent in the first
 * line; a plain list of addresses is a table of one column. UTF-8, UTF-16 with its mark, else Latin-1; gzip. Empty lines
 * are left out; a header is a record like the others.
 * @param name of the file, for sentences about it
 * @throws Refusal "invalid-input" while reading: a workbook, a quotation mark that is never closed, a record over 64 kB
 */
export const readTable = (input: AsyncIterable<Uint8Array>, name = "The file"): Table =>
  tableOf(decoded(buffers(input), name));

/** As {@link readTable}, of what is unpacked and decoded by its mark already. */
export function tableOf(bytes: AsyncIterable<Buffer>): Table {
  const text = utf8OrLatin1(bytes);
  return { records: recordsOf(text.parts), encoding: text.encoding };
}

/**
 * Which column of a table holds the addresses, told by its first record: the one called e-mail or alike, else the first
 * with an address, else the only one.
 * @returns whether the record is a header, by this column's name
 * @throws Refusal "invalid-input" when none of several columns can be the one
 */
export function addressColumn(cells: readonly string[]): { index: number; isHeader: boolean } {
  const named = cells.findIndex((text) => ADDRESS_COLUMN.test(text));
  if (named >= 0) return { index: named, isHeader: true };
  const found = cells.findIndex((text) => parseAddress(text).ok);
  if (found < 0 && cells.length > 1) {
    throw new Refusal("invalid-input", "No column is called e-mail. Name the column of the addresses so.");
  }
  return { index: Math.max(found, 0), isHeader: false };
}

interface CsvRecord {
  record: string[];
  raw: string;
  info: { lines: number; bytes: number };
}

async function* recordsOf(text: AsyncGenerator<Buffer>): AsyncGenerator<TableRecord> {
  const { head, all } = await peek(
    text,
    (start) => /[\r\n]/.test(start.toString("latin1")) || start.length > LONGEST_RECORD,
  );
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head.toString()),
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  try {
    // A stream that breaks off ends the parser with its error, which the loop then throws.
    const records: AsyncIterable<CsvRecord> = pipeline(Readable.from(all), parser, () => {});
    for await (const { record, raw, info } of records) {
      const cells = record.map((cell) => withoutGuard(cell.trim()));
      yield { line: info.lines, end: info.bytes, cells, raw: raw.trim().slice(0, LONGEST_RAW) };
    }
  } catch (error) {
    throw error instanceof CsvError ? new Refusal("invalid-input", sentenceOf(error)) : error;
  }
}

/** The parser tells in `lines` where it stood. */
function sentenceOf(error: CsvError): string {
  const line = "lines" in error ? ` (line ${error.lines})` : "";
  return error.code === "CSV_MAX_RECORD_SIZE"
    ? `A line is longer than 64 kB, or a quotation mark before its end is never closed${line}.`
    : `The file cannot be read as CSV: a quotation mark is never closed${line}.`;
}

/** The most frequent of the three in the first line. */
function delimiterOf(start: string): string {
  const line = start.split(/\r?\n|\r/, 1)[0] ?? "";
  const count = (mark: string) => line.split(mark).length;
  return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** The parts of a stream as the readers of files want them. */
export async function* buffers(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const part of input) yield Buffer.isBuffer(part) ? part : Buffer.from(part);
}
