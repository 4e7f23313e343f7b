import { jsonParser } from "stream-json/parser.js";
import { Refusal } from "@/lib/core/error";
import { hasLogColumns } from "./csv";

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
  if (opens && beginsJson(text)) return "json-document";
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

/** Whether a text could go on as JSON. A cut record followed by another does not: no string contains a line end. */
function beginsJson(text: string): boolean {
  try {
    jsonParser({ jsonStreaming: true, packValues: false, streamValues: true })(text);
    return true;
  } catch {
    return false;
  }
}

function unknownForm(name: string): string {
  return /\.csv(\.gz)?$/i.test(name)
    ? `${name} has no columns TimeGenerated and CorrelationId: export the e-mail log tables with both.`
    : `${name} is no log export that Repute knows: diagnostic records (JSON, JSON Lines), a Log Analytics CSV, or a query result.`;
}
