import { jsonParser, type Token } from "stream-json/parser.js";
import { Refusal } from "@/lib/core/error";
import { DocumentRecords } from "./document-records";
import { LONGEST_RECORD, type Row } from "./row";

/**
 * Lines, and parts of them that end where an object may end. The parser is fed in such pieces: where one turns out damaged,
 * no record that was whole before is lost with it.
 */
const PIECES = /[^\n}]{1,2048}[\n}]?|[\n}]/g;
/** How much of a damaged record is kept, in UTF-16 units. */
const KEPT = 65_536;

/**
 * Reads JSON documents of any length, laid out or not, one or several: lists, `{"records":[...]}`, tables, single objects.
 * @param lists the members that hold records, where they are others than those of exports
 */
export async function* jsonDocument(
  source: AsyncIterable<Buffer>,
  name: string,
  lists?: readonly string[],
): AsyncGenerator<Row[]> {
  const decoder = new TextDecoder();
  const document = new JsonDocument(name, lists);
  for await (const bytes of source) {
    const text = decoder.decode(bytes, { stream: true });
    for (const piece of text.match(PIECES) ?? []) document.push(piece);
    const rows = document.take();
    if (rows.length) yield rows;
    document.check();
  }
  document.end();
  yield document.take();
  document.check();
}

class JsonDocument {
  private readonly parse = jsonParser({ jsonStreaming: true, streamValues: false });
  private readonly records: DocumentRecords;
  private line = 1;
  /** The text since the last record, and its length when it was not cut. */
  private pending = "";
  private sinceRecord = 0;
  private failure: Refusal | undefined;

  constructor(
    private readonly name: string,
    lists?: readonly string[],
  ) {
    this.records = new DocumentRecords(lists);
  }

  push(text: string): void {
    if (this.failure) return;
    this.sinceRecord += text.length;
    if (this.pending.length < KEPT) this.pending += text;
    try {
      const tokens = this.parse(text);
      const before = this.records.count;
      if (typeof tokens !== "symbol") for (const token of tokens.values) this.records.consume(token as Token);
      if (this.records.count > before) [this.pending, this.sinceRecord] = ["", 0];
    } catch {
      this.fail(
        `The JSON of ${this.name} is damaged near line ${this.line}, after ${this.records.count} records.`,
      );
    }
    if (this.sinceRecord > LONGEST_RECORD)
      this.fail(`${this.name} has a record longer than 1 MB near line ${this.line}.`);
    if (text.endsWith("\n")) this.line += 1;
  }

  /** The records since the last call; where the document cannot be read on, what stands there is the last one. */
  take(): Row[] {
    return this.records.take();
  }

  /** @throws Refusal once the document cannot be read on */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** The text has ended, which it must not do inside a document. */
  end(): void {
    if (this.records.open)
      this.fail(`${this.name} breaks off after ${this.records.count} records: its JSON has no end.`);
  }

  private fail(sentence: string): void {
    if (this.failure) return;
    this.failure = new Refusal("invalid-input", sentence);
    this.records.reject(sentence, this.pending.slice(0, KEPT).trim());
  }
}
