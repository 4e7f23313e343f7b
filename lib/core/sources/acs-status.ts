import type { Kind } from "@/lib/core/events";
import { type Report, reported } from "./report";
import type { Finding } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/**
 * Statuses of one recipient; "bounce" is decided by its evidence. The list is open: what is not in it is kept in
 * quarantine, neither dropped nor guessed. A Map, so that no status can name a property of Object.
 */
const STATUSES = new Map<string, Kind | "bounce">([
  ["queued", "queued"],
  ["outfordelivery", "queued"],
  ["suppressed", "suppressed"],
  ["delivered", "delivered"],
  ["expanded", "expanded"],
  ["bounced", "bounce"],
  ["failed", "bounce"],
  ["filteredspam", "bounce"],
  ["quarantined", "bounce"],
]);

/** Reads a status report of ACS into the fact it states. */
export function statusEvent(report: Report, time: string): Finding {
  const known = STATUSES.get(report.status.toLowerCase());
  if (!known) return { reason: report.status ? `Unknown status ${quote(report.status)}` : "No status" };
  return reported(report, known, eventTime(time));
}
