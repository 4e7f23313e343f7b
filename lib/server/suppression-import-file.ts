import { Refusal } from "@/lib/core/error";
import { fieldsOf } from "@/lib/core/sources/fields";
import { jsonDocument } from "./log-reader/document";
import { jsonLines } from "./log-reader/lines";
import { peek } from "./log-reader/peek";
import type { Row } from "./log-reader/row";
import { decoded } from "./log-reader/transport";
import { buffers, type TableRecord, tableOf } from "./table-file";
import type { TextEncoding } from "./text-encoding";

/** One row of a file, or what stood in its place. */
export type FileRow =
  | { line: number; raw: string; cell(column: string): string }
  | { line: number; raw: string; reason: string };

export interface SuppressionFile {
  form: "CSV" | "JSON" | "JSON Lines";
  /** The titles, in the order of the file; "Column 1" and so on where it has none. */
  columns: string[];
  rows: AsyncGenerator<FileRow>;
  encoding(): TextEncoding;
}

/** Unpacked. */
const MOST_BYTES = 200_000_000;
export const MOST_LINES = 1_000_000;
const SNIFFED = 65_536;
/** Members of a document that hold its elements: Amazon SES, Postmark, Mailgun. */
const LISTS = ["SuppressedDestinationSummaries", "Suppressions", "items"];
/** So many objects tell which members there are. */
const TOLD_BY = 50;
const LONGEST_RAW = 500;

/**
 * Opens a file of suppressions, whatever its columns are called: a table (see `readTable`; a plain list has one column),
 * a JSON list or document, or JSON Lines. Streaming, in the same memory whatever its length.
 * @throws Refusal "invalid-input" or "too-large" here or while its rows are read
 */
export async function openSuppressionFile(
  input: AsyncIterable<Uint8Array>,
  name: string,
): Promise<SuppressionFile> {
  const bytes = decoded(buffers(input), name);
  const { head, ended, all } = await peek(bytes, (start) => start.includes(10) || start.length >= SNIFFED);
  const text = head.toString().trimStart();
  if (!/^[[{]/.test(text)) return tableFile(limited(all));
  const isLines = holdsRecord(text.split("\n", 1)[0] ?? "") && (text.includes("\n") || ended);
  const records = isLines ? jsonLines(limited(all)) : jsonDocument(limited(all), name, LISTS);
  return jsonFile(isLines ? "JSON Lines" : "JSON", records);
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > MOST_BYTES) throw new Refusal("too-large", "The file is larger than 200 MB. Split it.");
    yield part;
  }
}

/** Whether a line is an object that is one record and does not hold a list of them. */
function holdsRecord(line: string): boolean {
  try {
    const fields = fieldsOf(JSON.parse(line));
    return fields !== undefined && !LISTS.some((list) => Array.isArray(fields[list]));
  } catch {
    return false;
  }
}

/** The first record is a header where it holds no address. */
async function tableFile(bytes: AsyncGenerator<Buffer>): Promise<SuppressionFile> {
  const { records, encoding } = tableOf(bytes);
  const first = await records.next();
  const cells = first.done ? [] : first.value.cells;
  const isHeader = !cells.some((cell) => cell.includes("@"));
  const columns = titles(isHeader ? cells : cells.map(() => ""));
  const places = new Map(columns.map((title, index) => [title, index]));
  const row = ({ line, raw, cells: own }: TableRecord): FileRow => ({
    line,
    raw,
    cell: (column) => own[places.get(column) ?? -1] ?? "",
  });
  async function* rows() {
    if (!isHeader && !first.done) yield row(first.value);
    for await (const record of records) yield row(record);
  }
  return { form: "CSV", columns, rows: counted(rows()), encoding };
}

/** Each title once, and none empty. */
function titles(cells: string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const title = cell && !taken.has(cell) ? cell : `Column ${index + 1}`;
    taken.add(title);
    return title;
  });
}

async function jsonFile(
  form: "JSON" | "JSON Lines",
  batches: AsyncIterable<Row[]>,
): Promise<SuppressionFile> {
  const rest = fileRows(batches);
  const first: FileRow[] = [];
  const columns = new Set<string>();
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    for (const column of next.value.members) if (columns.size < 100) columns.add(column);
    first.push(next.value.row);
    if (first.length >= TOLD_BY) break;
  }
  async function* rows() {
    yield* first;
    for await (const { row } of rest) yield row;
  }
  return { form, columns: [...columns], rows: counted(rows()), encoding: () => "UTF-8" };
}

async function* fileRows(batches: AsyncIterable<Row[]>): AsyncGenerator<{ row: FileRow; members: string[] }> {
  for await (const batch of batches)
    for (const record of batch) {
      const { line } = record;
      const fields = "value" in record ? fieldsOf(record.value) : undefined;
      const raw = (record.raw ?? JSON.stringify(fields) ?? "").slice(0, LONGEST_RAW);
      const reason = "reason" in record ? record.reason : "Not an object.";
      const cell = (column: string) => textOf(fields && Object.hasOwn(fields, column) ? fields[column] : "");
      yield { row: fields ? { line, raw, cell } : { line, raw, reason }, members: Object.keys(fields ?? {}) };
    }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : ["number", "boolean"].includes(typeof value) ? String(value) : "";

async function* counted(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let lines = 0;
  for await (const row of rows) {
    lines += 1;
    if (lines > MOST_LINES)
      throw new Refusal("too-large", "The file has more than 1,000,000 lines. Split it.");
    yield row;
  }
}
