import { csvRecord } from "@/lib/core/csv";
import type { FindingKind, SendCheck } from "./findings";
import { findingWords } from "./words";

/**
 * Cuts a list in two, byte for byte and in order: together the parts are what came. The header, and whatever comes after
 * the last record, stay in the list.
 * @param text as UTF-8, in which `ends` are places
 */
export function cutList(
  text: Uint8Array,
  { ends, header }: Pick<SendCheck, "ends" | "header">,
  removed: ReadonlySet<number>,
): { kept: Uint8Array[]; removed: Uint8Array[] } {
  const parts: { kept: Uint8Array[]; removed: Uint8Array[] } = { kept: [], removed: [] };
  let from = 0;
  for (const [record, end] of ends.entries()) {
    const row = header ? record - 1 : record;
    parts[removed.has(row) ? "removed" : "kept"].push(text.subarray(from, end));
    from = end;
  }
  if (from < text.length) parts.kept.push(text.subarray(from));
  return parts;
}

/** The rows that were taken out and why, as CSV for people: row, address, reasons, what was probably meant. */
export function removedCsv(
  check: SendCheck,
  removed: ReadonlyMap<number, FindingKind[]>,
  now: number,
): string {
  const words = findingWords(check, now);
  const lines = [csvRecord(["row", "address", "reasons", "suggestion"])];
  for (const row of [...removed.keys()].sort((a, b) => a - b)) {
    const address = check.addresses[row] ?? "";
    const reasons = (removed.get(row) ?? []).map((kind) => words.reason(kind, row)).join("; ");
    const suggestion = words.suggestion(row) ?? "";
    lines.push(csvRecord([row + 1, address, reasons, suggestion]));
  }
  return lines.join("");
}
