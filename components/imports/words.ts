import { count, counted, span } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";

/** "2 min 36 s left", "14 s left". */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s left`;
  if (seconds < 600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s left`;
  return `${span(seconds * 1000)} left`;
}

/** What one import brought, in a line. */
export function broughtWords({ state, records, accepted }: ImportRow): string {
  const read = counted(records, "record");
  if (state === "undone") return `${read}, taken back`;
  return `${state === "failed" ? `stopped after ${read}` : read}, ${count(accepted)} new`;
}

/** What an import brings, one and many: events, unless it is a file of something else. */
const EVENTS = ["event", "events"] as const;
const BROUGHT: Record<string, readonly [string, string]> = {
  suppressions: ["suppression", "suppressions"],
  people: ["change to a list", "changes to a list"],
  "gmail-spam": ["rate", "rates"],
};

/** "1 event", "12 suppressions", "3 new changes to a list". */
function brought({ source, accepted }: Pick<ImportRow, "source" | "accepted">, which = ""): string {
  const [one, many] = BROUGHT[source] ?? EVENTS;
  return counted(accepted, which + one, which + many);
}

/** What undoing an import does. */
export function undoWords(row: ImportRow): string {
  if (row.demo) return "All of its invented mail goes, from every chart and every list. What is yours stays.";
  const what = `What it brought, ${brought(row)},`;
  if (row.source === "suppressions")
    return `${what} ends now, but for what somebody has ended since. What was decided here beside it stays.`;
  if (row.source === "people")
    return `${what} is taken back. Whoever has joined or left since stays as they decided.`;
  if (row.source === "gmail-spam")
    return `${what} is taken back. What was told of those days before holds again.`;
  return `${what} is taken back, from every chart and every lease. What another import or the webhook reported too stays.`;
}

/** How an import ended, after its name: "is in: 70,112 new events, 9 lines rejected." */
export function endWords(row: ImportRow): string {
  if (row.state === "undone") return "is undone: nothing that only it brought is left.";
  if (row.state === "undoing") return "is being undone. Until that has ended, figures still hold part of it.";
  if (row.state === "failed" && row.records === 0) return "was not read.";
  if (row.state === "failed") return `stopped after ${counted(row.records, "record")}.`;
  const rejected = row.rejected > 0 ? `, ${counted(row.rejected, "line")} rejected` : "";
  return `is in: ${brought(row, "new ")}${rejected}.`;
}

/** Bytes read of all as a share; null where the size is unknown. */
export const shareRead = ({ bytes, bytesRead }: Pick<ImportRow, "bytes" | "bytesRead">): number | null =>
  bytes ? Math.min(1, bytesRead / bytes) : null;
