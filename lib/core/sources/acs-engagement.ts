import type { Detail, Kind, Route } from "@/lib/core/events";
import { event, messageProblem, recipientProblem } from "./report";
import type { Finding } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/** What an engagement report says, whichever way it came. Texts are empty where the payload says nothing. */
export interface EngagementReport {
  route: Route;
  time: string;
  messageId: string;
  /** Event Grid names none. */
  recipient: string;
  sender: string;
  engagement: string;
  url: string;
  userAgent: string;
}

const ENGAGEMENTS = new Map<string, Kind>([
  ["view", "opened"],
  ["click", "clicked"],
]);

/** Reads an engagement report into the fact it states. */
export function engagementEvent(report: EngagementReport): Finding {
  const { messageId, recipient, engagement, url, userAgent } = report;
  const kind = ENGAGEMENTS.get(engagement.toLowerCase());
  if (!kind)
    return { reason: engagement ? `Unknown engagement ${quote(engagement)}` : "No kind of engagement" };
  const problem = messageProblem(messageId) ?? (recipient ? recipientProblem(recipient) : undefined);
  if (problem) return problem;
  const at = eventTime(report.time);
  if (typeof at !== "number") return at;
  const detail: Detail = {};
  if (url) detail.url = url;
  if (userAgent) detail.userAgent = userAgent;
  return event(
    { ...report, source: "acs" },
    at,
    { kind, reply: 0, enhanced: "", category: "unknown" },
    detail,
  );
}
