import { normaliseAddress } from "@/lib/core/address";
import { classify } from "@/lib/core/bounce/classify";
import { documentsIn } from "@/lib/core/bounce/documents";
import type { FeedbackReport, RecipientReading } from "@/lib/core/bounce/mail/reading";
import type { Detail, Kind, MailEvent } from "@/lib/core/events";
import { LIMITS } from "@/lib/core/sources/limits";
import { fieldText } from "@/lib/core/sources/text";
import type { Candidate } from "./join";

/** Types of feedback that are complaints (RFC 5965 section 7.3); of the others `not-spam` is the contrary of one. */
const COMPLAINTS = ["abuse", "fraud", "virus", "other", "opt-out", "opt-out-list"];

/** A report of a mail that failed DMARC, SPF or DKIM (RFC 6591): nobody complained. */
export const isFailureReport = ({ type }: FeedbackReport): boolean => type === "auth-failure";

export const isComplaint = ({ type }: FeedbackReport): boolean => COMPLAINTS.includes(type);

/** A delivery, and the provider whose message it is. */
export interface Joined extends Candidate {
  source: MailEvent["source"];
}

/** What is told later than this is told by a clock that is wrong, or was left in a mailbox: 90 days, in ms. */
const TOLD_WITHIN = 90 * 86_400_000;

/**
 * When what a mail tells of happened: at the time that the mail bears, but neither before the mail that it is about was sent,
 * nor after it had come itself. Clocks of others are wrong by hours. What is known of the delivery has no say in it: that
 * depends on which report came first. Times in ms, UTC.
 * @param sentAt as the mail that came back says, if it did
 */
export function timeOf(dated: number | null, sentAt: number | undefined, receivedAt: number): number {
  const earliest = Math.max(sentAt ?? 0, receivedAt - TOLD_WITHIN);
  return Math.min(Math.max(dated ?? receivedAt, earliest), receivedAt);
}

const KIND_OF_ACTION: Record<RecipientReading["action"], Kind | undefined> = {
  failed: undefined,
  delayed: "delayed",
  delivered: "delivered",
  relayed: undefined,
  expanded: "expanded",
};

/** What a report says of one delivery, as an event; null where it says nothing that is counted ("relayed"). */
export function bounceEvent(reading: RecipientReading, of: Joined, at: number): MailEvent | null {
  const { action } = reading;
  const kind = action === "failed" ? reading.reading.class : KIND_OF_ACTION[action];
  if (!kind) return null;
  const failure = action === "failed" || action === "delayed";
  const { reply, enhanced, category } = failure
    ? reading.reading
    : { reply: 0, enhanced: "", category: "unknown" as const };
  const detail = action === "failed" ? evidenceIn(reading) : told(reading);
  return { ...whose(of), kind, at, reply, enhanced, category, detail };
}

/** A complaint about one delivery. */
export function complaintEvent(report: FeedbackReport, of: Joined, at: number): MailEvent {
  const detail: Detail = { status: report.type };
  if (report.userAgent) detail.userAgent = report.userAgent;
  return { ...whose(of), kind: "complained", at, reply: 0, enhanced: "", category: "complaint", detail };
}

/** The address in its one form: how the delivery's is spelt depends on what was known of it by then. */
const whose = ({ source, messageId, recipient }: Joined) => ({
  source,
  route: "mail" as const,
  messageId,
  recipient: normaliseAddress(recipient),
  sender: "",
});

function told({ text, remoteMta }: RecipientReading): Detail {
  const detail: Detail = {};
  const words = fieldText(text, LIMITS.text);
  if (words) detail.text = words;
  if (remoteMta) detail.mx = fieldText(remoteMta, LIMITS.word);
  return detail;
}

/**
 * What the log keeps of a bounce. Where its words alone give the same reading, they are kept as evidence and so are read again
 * under other rules; where the mail as a whole decided (a reply to MAIL FROM, a remark), its reading stands.
 */
function evidenceIn(reading: RecipientReading): Detail {
  const { class: kind, category, reply, enhanced, rule, span } = reading.reading;
  const detail = told(reading);
  detail.rule = rule;
  const pages = documentsIn(detail.text ?? "");
  if (pages.length > 0) detail.pages = pages;
  const evidence = {
    status: "failed",
    ...(reply && { reply: String(reply) }),
    ...(enhanced && { enhanced }),
  };
  const again = classify({ text: detail.text ?? "", ...evidence });
  if (again.class === kind && again.category === category && again.enhanced === enhanced) {
    Object.assign(detail, evidence, { rule: again.rule });
    if (again.span) detail.span = again.span;
  } else if (span) detail.span = span;
  return detail;
}
