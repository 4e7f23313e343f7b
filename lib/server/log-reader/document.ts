import { jsonParser, type Token } from "stream-json/parser.js";
import { Refusal } from "@/lib/core/error";
import { DocumentRecords } from "./document-records";
import { LONGEST_RECORD, type Row } from "./row";

/** A line or a part of one. The parser is fed in such pieces: where one turns out damaged, its records are lost and no others. */
const PIECES = /[^\n]{1,2048}\n?|\n/g;

/** Reads JSON documents of any length, laid out or not, one or several: lists, `{"records":[...]}`, tables, single objects. */
export async function* jsonDocument(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row[]> {
  const decoder = new TextDecoder();
  const document = new JsonDocument(name);
  for await (const bytes of source) {
    const text = decoder.decode(bytes, { stream: true });
    for (const piece of text.match(PIECES) ?? []) document.push(piece);
    const rows = document.take();
    if (rows.length) yield rows;
    document.check();
  }
  document.end();
}

class JsonDocument {
  private readonly parse = jsonParser({ jsonStreaming: true, streamValues: false });
  private readonly records = new DocumentRecords();
  private line = 1;
  private sinceRecord = 0;
  private failure: Refusal | undefined;

  constructor(private readonly name: string) {}

  push(text: string): void {
    if (this.failure) return;
    try {
      const tokens = this.parse(text);
      const before = this.records.count;
      if (typeof tokens !== "symbol") for (const token of tokens.values) this.records.consume(token as Token);
      this.sinceRecord = this.records.count > before ? 0 : this.sinceRecord + text.length;
    } catch {
      this.fail(`The JSON of ${this.name} is damaged near line ${this.line}.`);
    }
    if (this.sinceRecord > LONGEST_RECORD)
      this.fail(`${this.name} has a record longer than 1 MB near line ${this.line}.`);
    if (text.endsWith("\n")) this.line += 1;
  }

  /** The records since the last call. */
  take(): Row[] {
    return this.records.take();
  }

  /** @throws Refusal once the document cannot be read on */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** @throws Refusal where the text ends inside a document */
  end(): void {
    if (this.records.open)
      this.fail(`${this.name} breaks off after ${this.records.count} records: its JSON has no end.`);
    this.check();
  }

  private fail(sentence: string): void {
    this.failure ??= new Refusal("invalid-input", sentence);
  }
}
