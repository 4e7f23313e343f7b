import { classify } from "@/lib/core/bounce/classify";
import { documentsIn } from "@/lib/core/bounce/documents";
import { type Detail, type Kind, kindCode, type MailEvent, type Route } from "@/lib/core/events";
import type { SourceName } from "./names";
import type { Finding, Problem } from "./source";
import { quote } from "./text";

/** What a report says of one recipient, whichever way it came. Texts are empty where the payload says nothing. */
export interface Report {
  source: SourceName;
  route: Route;
  messageId: string;
  recipient: string;
  /** Lower case. */
  sender: string;
  /** The provider's word for what happened. */
  status: string;
  /** The receiver's reply or the platform's word for it. */
  text: string;
  reply: string;
  enhanced: string;
  /** The provider's own verdict on a bounce. */
  hardBounce?: boolean | undefined;
  mx: string;
  internetMessageId: string;
  /** See campaign.ts. */
  campaign?: string | undefined;
  url?: string;
  userAgent?: string;
}

/** RFC 5321 section 4.5.3.1.3: a path of 256 octets less its angle brackets. */
const LONGEST_ADDRESS = 254;
const REPLY = /^[2-5]\d\d$/;
const ENHANCED = /^[245]\.\d{1,3}\.\d{1,3}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\0-\x1f\x7f]/;
/** From here on a report may name nobody: it is kept with its message, and counted for nobody. */
const FIRST_BESIDE = kindCode("opened");

/**
 * The fact that a report states; of a "bounce" the class is decided by its evidence.
 * @param at event time in ms, or why there is none
 */
export function reported(report: Report, kind: Kind | "bounce", at: number | Problem): Finding {
  const mayBeNobody = kind !== "bounce" && kindCode(kind) >= FIRST_BESIDE && !report.recipient;
  const problem =
    messageProblem(report.messageId) ?? (mayBeNobody ? undefined : recipientProblem(report.recipient));
  if (problem) return problem;
  if (typeof at !== "number") return at;
  return kind === "bounce" ? bounce(report, at) : outcome(report, at, kind);
}

function outcome(report: Report, at: number, kind: Kind): MailEvent {
  const detail = evidence(report);
  if (report.status && report.status.toLowerCase() !== kind) detail.status = report.status;
  if (kind === "delayed") {
    // Why it was put off is read as the reason of a bounce is; that it was not one is settled.
    const { category, reply, enhanced } = classify(report);
    return event(report, at, { kind, category, reply, enhanced }, detail);
  }
  const reply = REPLY.test(report.reply) ? Number(report.reply) : 0;
  const enhanced = ENHANCED.test(report.enhanced) ? report.enhanced : "";
  const category = kind === "delivered" ? "delivered" : "unknown";
  return event(report, at, { kind, reply, enhanced, category }, detail);
}

function bounce(report: Report, at: number): MailEvent {
  const { text, reply, enhanced, status, hardBounce } = report;
  const reading = classify({ text, reply, enhanced, status, hardBounce });
  const detail = evidence(report);
  if (status) detail.status = status;
  if (reply) detail.reply = reply;
  if (enhanced) detail.enhanced = enhanced;
  detail.rule = reading.rule;
  if (hardBounce !== undefined) detail.hardBounce = hardBounce;
  if (reading.span) detail.span = reading.span;
  const pages = documentsIn(text);
  if (pages.length > 0) detail.pages = pages;
  return event(report, at, { ...reading, kind: reading.class }, detail);
}

function evidence({ text, mx, internetMessageId, url, userAgent }: Report): Detail {
  const detail: Detail = {};
  if (text) detail.text = text;
  if (mx) detail.mx = mx;
  if (internetMessageId) detail.internetMessageId = internetMessageId.replace(/^<|>$/g, "");
  if (url) detail.url = url;
  if (userAgent) detail.userAgent = userAgent;
  return detail;
}

type Outcome = Pick<MailEvent, "kind" | "reply" | "enhanced" | "category">;
type Whose = Pick<MailEvent, "source" | "route" | "messageId" | "recipient" | "sender"> & {
  campaign?: string | undefined;
};

/** Written out field by field: spreading made this the slowest line of an import. An empty detail is left out. */
export function event(of: Whose, at: number, outcome: Outcome, detail: Detail): MailEvent {
  const stated: MailEvent = {
    source: of.source,
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
  if (of.campaign) stated.campaign = of.campaign;
  return stated;
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
