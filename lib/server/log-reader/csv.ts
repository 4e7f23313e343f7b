import { Parser } from "csv-parse";
import { Refusal } from "@/lib/core/error";
import { isoOfUsTime } from "@/lib/core/sources/time";
import { LONGEST_RECORD, type Row } from "./row";

const DELIMITERS = [",", ";", "\t"];

/** Whether a line is the header of a log table: the two columns without which no row can be told from another. */
export function hasLogColumns(line: string): boolean {
  return (
    /(^|[",;\t])TimeGenerated\b/.test(line) && /(^|[",;\t])CorrelationId\b/i.test(line) && !/^[[{]/.test(line)
  );
}

/** Reads the CSV of the Log Analytics portal by the names in its first line. */
export async function* csvRows(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row[]> {
  const table = new CsvTable(name);
  for await (const bytes of source) {
    const failure = await table.push(bytes);
    const rows = table.take();
    if (rows.length) yield rows;
    if (failure) throw failure;
  }
  const failure = await table.end();
  yield table.take();
  if (failure) throw failure;
}

class CsvTable {
  private parser: Parser | undefined;
  private columns: Column[] | undefined;
  private line = 0;
  private rows: Row[] = [];

  constructor(private readonly name: string) {}

  push(bytes: Buffer): Promise<Refusal | undefined> {
    this.parser ??= this.open(bytes);
    const parser = this.parser;
    return this.settle((done) => parser.write(bytes, done));
  }

  async end(): Promise<Refusal | undefined> {
    const parser = this.parser;
    return parser && this.settle((done) => parser.end(done));
  }

  take(): Row[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  /** Rows are taken in `on_record` and not read from the stream: an error would throw away what it has buffered. */
  private open(start: Buffer): Parser {
    const header = start.toString("utf8", 0, 65_536).split("\n", 1)[0] ?? "";
    const parser = new Parser({
      delimiter: DELIMITERS.find((delimiter) => header.includes(delimiter)) ?? ",",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
      on_record: (fields: string[], { lines }) => {
        this.add(fields, lines);
        return null;
      },
    });
    return parser.on("error", () => {});
  }

  private add(fields: string[], line: number): void {
    this.line = line;
    if (!this.columns) this.columns = fields.map((title) => columnOf(title, this.name));
    else this.rows.push({ line, value: recordOf(this.columns, fields) });
  }

  private settle(run: (done: (error?: Error | null) => void) => void): Promise<Refusal | undefined> {
    return new Promise((resolve) => {
      run((error) => {
        if (!error) return resolve(undefined);
        if (error instanceof Refusal) return resolve(error);
        resolve(
          new Refusal(
            "invalid-input",
            `The CSV of ${this.name} is damaged after line ${this.line}: a quote is not closed.`,
          ),
        );
      });
    });
  }
}

interface Column {
  name: string;
  /** Times of the portal: US form, in UTC as the title says. */
  isUtc: boolean;
}

/** `TimeGenerated [UTC]` is the portal's way to say in which zone it wrote a column. */
function columnOf(title: string, file: string): Column {
  const [, name = title, zone] = /^(.*?)\s*\[([^\]]*)\]\s*$/.exec(title) ?? [];
  if (name === "TimeGenerated" && zone !== undefined && zone !== "UTC") {
    throw new Refusal(
      "invalid-input",
      `${file} has times in "${zone}". Set the portal's time zone to UTC and export again.`,
    );
  }
  return { name: name.trim(), isUtc: zone === "UTC" };
}

function recordOf(columns: Column[], fields: string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [index, { name, isUtc }] of columns.entries()) {
    const text = fields[index] ?? "";
    if (name !== "__proto__") record[name] = isUtc ? (isoOfUsTime(text) ?? text) : text;
  }
  return record;
}
