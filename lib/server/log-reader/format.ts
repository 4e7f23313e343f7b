import { jsonParser, type Token } from "stream-json/parser.js";
import { Refusal } from "@/lib/core/error";
import { hasLogColumns } from "./csv";
import { DocumentRecords } from "./document-records";

/** How the records of an export lie in its text. */
export type Format = "json-lines" | "json-document" | "csv";

/**
 * Tells the form from the first bytes, then from the name. An export may begin with lines that cannot be read, so the
 * first line alone decides only where it is whole.
 * @param ended whether `head` is all there is
 * @throws Refusal "invalid-input" for what is no log export
 */
export function formatOf(head: Buffer, ended: boolean, name: string): Format {
  const text = head.toString();
  const lines = text.split("\n");
  if (!ended) lines.pop();
  const filled = lines.map((line) => line.trim()).filter(Boolean);
  if (hasLogColumns(filled[0] ?? "")) return "csv";
  const opens = /^\s*[[{]/.test(text);
  if (isRecord(filled[0] ?? "")) return "json-lines";
  const began = opens && beginning(text);
  // What fills the head with one line and one record is a line of JSON Lines that is too long.
  if (began) return began.isOneRecord && !ended && lines.length === 0 ? "json-lines" : "json-document";
  if (filled.some(isRecord)) return "json-lines";
  if (opens) return "json-document";
  if (/\.(json|jsonl|ndjson)(\.gz)?$/i.test(name)) return "json-lines";
  throw new Refusal("invalid-input", unknownForm(name));
}

/** A whole object or list on one line: what a line of JSON Lines is, and what a line of a laid-out document hardly is. */
function isRecord(line: string): boolean {
  if (!/^[[{]/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is in a text that could go on as JSON; undefined for another. A cut record followed by another could not: no string
 * contains a line end.
 */
function beginning(text: string): DocumentRecords | undefined {
  const records = new DocumentRecords();
  try {
    const tokens = jsonParser({ jsonStreaming: true, streamValues: false })(text);
    if (typeof tokens !== "symbol") for (const token of tokens.values) records.consume(token as Token);
    return records;
  } catch {
    return undefined;
  }
}

function unknownForm(name: string): string {
  return /\.csv(\.gz)?$/i.test(name)
    ? `${name} has no columns TimeGenerated and CorrelationId: export the e-mail log tables with both.`
    : `${name} is no log export that Repute knows: JSON, JSON Lines, a Log Analytics CSV, or a query result.`;
}
