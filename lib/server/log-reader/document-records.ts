import Assembler from "stream-json/assembler.js";
import type { Token } from "stream-json/parser.js";
import type { Fields } from "@/lib/core/sources/fields";
import { incomplete, RECORD_LISTS, tableRow } from "./envelope";
import type { Row } from "./row";

/** The containers whose elements are handed out one by one; whatever lies in none of them is put together whole. */
type Container = "list" | "object" | "tables" | "table" | "rows";

/** Finds the records in the tokens of JSON documents, holding one record at a time. */
export class DocumentRecords {
  /** Records found so far. */
  count = 0;
  private readonly stack: Container[] = [];
  private key = "";
  private value: Assembler | undefined;
  /** The members of the outermost object that are no container, and whether it had one. */
  private members: [string, unknown][] = [];
  private isEnvelope = false;
  private columns: unknown;
  private found: Row[] = [];

  /** @param lists the members of the outermost object whose elements are records */
  constructor(private readonly lists: readonly string[] = RECORD_LISTS) {}

  /** Whether a document has begun and not ended. */
  get open(): boolean {
    return this.stack.length > 0 || this.value !== undefined;
  }

  /** Whether what was read so far is one object, not yet whole, in which nothing lies that could hold records. */
  get isOneRecord(): boolean {
    return this.count === 0 && this.stack.length === 1 && this.stack[0] === "object" && !this.isEnvelope;
  }

  take(): Row[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  /** What stands where the next record should. */
  reject(reason: string, raw: string): void {
    this.found.push({ line: this.count + 1, reason, raw });
  }

  consume(token: Token): void {
    if (!this.value && this.isStructure(token)) return;
    this.value ??= new Assembler();
    this.value.consume(token);
    if (!this.value.done) return;
    const { current } = this.value;
    this.value = undefined;
    this.place(current);
  }

  /** Whether the token only opens, names or closes what lies around the records. */
  private isStructure(token: Token): boolean {
    const container = this.containerOf(token);
    if (container) this.enter(container);
    else if (token.name === "keyValue") this.key = token.value;
    else if (token.name === "endArray" || token.name === "endObject") this.close();
    else return false;
    return true;
  }

  private containerOf({ name }: Token): Container | undefined {
    const parent = this.stack.at(-1);
    if (name === "startObject")
      return parent === undefined ? "object" : parent === "tables" ? "table" : undefined;
    if (name !== "startArray") return undefined;
    if (parent === undefined || (parent === "object" && this.lists.includes(this.key))) return "list";
    if (parent === "object" && this.key === "tables") return "tables";
    return parent === "table" && this.key === "rows" ? "rows" : undefined;
  }

  private enter(container: Container): void {
    if (this.stack.at(-1) === "object") this.isEnvelope = true;
    this.stack.push(container);
  }

  private close(): void {
    if (this.stack.pop() === "table") this.columns = undefined;
    if (this.stack.length > 0) return;
    const members = Object.fromEntries(this.members) as Fields;
    if (this.isEnvelope) for (const row of incomplete(members, this.count + 1)) this.add(row);
    else if (this.members.length) this.add({ line: this.count + 1, value: members });
    this.members = [];
    this.isEnvelope = false;
  }

  private place(value: unknown): void {
    const parent = this.stack.at(-1);
    if (parent === "object") this.members.push([this.key, value]);
    else if (parent === "table") {
      if (this.key === "columns") this.columns = value;
    } else {
      this.add({ line: this.count + 1, value: parent === "rows" ? tableRow(this.columns, value) : value });
    }
  }

  private add(row: Row): void {
    this.count += 1;
    this.found.push(row);
  }
}
