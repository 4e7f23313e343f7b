import { classify } from "@/lib/core/bounce/classify";
import { documentsIn } from "@/lib/core/bounce/documents";
import type { Detail, Kind, MailEvent, Route } from "@/lib/core/events";
import type { Finding, Problem } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/** What a status report says, whichever way it came. Texts are empty where the payload says nothing. */
export interface StatusReport {
  route: Route;
  time: string;
  messageId: string;
  recipient: string;
  sender: string;
  status: string;
  /** The receiver's reply or the platform's word for it. */
  text: string;
  reply: string;
  enhanced: string;
  hardBounce: boolean | undefined;
  mx: string;
  internetMessageId: string;
}

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

/** RFC 5321 section 4.5.3.1.3: a path of 256 octets less its angle brackets. */
const LONGEST_ADDRESS = 254;
const REPLY = /^[2-5]\d\d$/;
const ENHANCED = /^[245]\.\d{1,3}\.\d{1,3}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\0-\x1f\x7f]/;

/** Reads a status report into the fact it states. */
export function statusEvent(report: StatusReport): Finding {
  const status = report.status.toLowerCase();
  const known = STATUSES.get(status);
  if (!known) return { reason: report.status ? `Unknown status ${quote(report.status)}` : "No status" };
  const problem = messageProblem(report.messageId) ?? recipientProblem(report.recipient);
  if (problem) return problem;
  const at = eventTime(report.time);
  if (typeof at !== "number") return at;
  return known === "bounce" ? bounce(report, at) : outcome(report, at, known, status);
}

function outcome(report: StatusReport, at: number, kind: Kind, status: string): MailEvent {
  const detail = evidence(report);
  if (status !== kind) detail.status = report.status;
  const reply = REPLY.test(report.reply) ? Number(report.reply) : 0;
  const enhanced = ENHANCED.test(report.enhanced) ? report.enhanced : "";
  const category = kind === "delivered" ? "delivered" : "unknown";
  return event(report, at, { kind, reply, enhanced, category }, detail);
}

function bounce(report: StatusReport, at: number): MailEvent {
  const { text, reply, enhanced, status, hardBounce } = report;
  const reading = classify({ text, reply, enhanced, status, hardBounce });
  const detail = evidence(report);
  detail.status = status;
  if (reply) detail.reply = reply;
  if (enhanced) detail.enhanced = enhanced;
  detail.rule = reading.rule;
  if (hardBounce !== undefined) detail.hardBounce = hardBounce;
  if (reading.span) detail.span = reading.span;
  const pages = documentsIn(text);
  if (pages.length > 0) detail.pages = pages;
  return event(report, at, { ...reading, kind: reading.class }, detail);
}

function evidence({ text, mx, internetMessageId }: StatusReport): Detail {
  const detail: Detail = {};
  if (text) detail.text = text;
  if (mx) detail.mx = mx;
  if (internetMessageId) detail.internetMessageId = internetMessageId.replace(/^<|>$/g, "");
  return detail;
}

type Outcome = Pick<MailEvent, "kind" | "reply" | "enhanced" | "category">;
type Whose = Pick<MailEvent, "route" | "messageId" | "recipient" | "sender">;

/** Written out field by field: spreading made this the slowest line of an import. An empty detail is left out. */
export function event(of: Whose, at: number, outcome: Outcome, detail: Detail): MailEvent {
  return {
    source: "acs",
    route: of.route,
    messageId: of.messageId,
    recipient: of.recipient,
    kind: outcome.kind,
    at,
    sender: of.sender,
    reply: outcome.reply,
    enhanced: outcome.enhanced,
    category: outcome.category,
    detail: isEmpty(detail) ? undefined : detail,
  };
}

function isEmpty(detail: Detail): boolean {
  for (const _ in detail) return false;
  return true;
}

export function messageProblem(messageId: string): Problem | undefined {
  return messageId ? undefined : { reason: "No message id" };
}

/** What is plainly no address; the rest is taken as the provider wrote it, since it did send there. */
export function recipientProblem(recipient: string): Problem | undefined {
  if (!recipient) return { reason: "No recipient" };
  if (recipient.length > LONGEST_ADDRESS)
    return { reason: `The recipient is longer than ${LONGEST_ADDRESS} characters` };
  if (CONTROL.test(recipient) || recipient.includes("\ufffd")) {
    return { reason: "The recipient contains characters that no address has" };
  }
  const at = recipient.lastIndexOf("@");
  if (at < 1 || at === recipient.length - 1) return { reason: `${quote(recipient)} is no e-mail address` };
  return undefined;
}
