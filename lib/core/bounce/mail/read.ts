import { firstAddress } from "./addresses";
import { fromStatuses, fromWords } from "./bounce";
import { fromBytes } from "./decode";
import { statusesOf } from "./delivery-status";
import { feedbackOf, jmrpOf } from "./feedback-report";
import { fieldsOf } from "./header";
import { keysOf } from "./keys";
import type { CorrelationKeys, MailReading, RecipientReading } from "./reading";
import { Report } from "./report";
import { isChallenge, isUnsubscribe } from "./request";
import { notificationOf } from "./ses";
import { isAutomaticReply, isForwarded, isNotice } from "./signs";

/** Mails are read this far, in bytes: reports come first, and what follows is the returned mail. */
const MAX_MAIL = 1_000_000;
/** Where a report in words says what it is about, in characters. */
const OPENING = 1_500;

const WHOLE_REPORT = /^[> \t]*reporting-mta[ \t]*:/im;

/** The strongest of what happened to the recipients says what the mail is. */
function reportKind(recipients: RecipientReading[], keys: CorrelationKeys): MailReading {
  const has = (action: string) => recipients.some((recipient) => recipient.action === action);
  const kind = has("failed") ? "bounce" : has("delayed") ? "delayed" : "delivery-notice";
  return { kind, recipients, keys };
}

/** A receipt (RFC 8098): of a mail that was shown or deleted, or of one that the recipient's filter has refused. */
function receiptOf(report: Report, keys: CorrelationKeys): MailReading {
  const { receipt, words } = report;
  const disposition = fieldsOf(receipt.trimStart()).get("disposition") ?? "";
  const refused = /automatic-action/i.test(disposition) && /\brejected\b|\brefused\b/i.test(words);
  const recipients = fromStatuses(statusesOf(receipt), report, keys);
  if (refused) return reportKind(recipients, keys);
  return {
    kind: "delivery-notice",
    recipients: recipients.map((recipient) => ({ ...recipient, action: "delivered" })),
    disposition: (/;\s*([a-z-]{1,40})/i.exec(disposition)?.[1] ?? "").toLowerCase(),
    keys,
  };
}

/** What a machine says of each recipient in this report, or in one that it wraps; undefined where no machine speaks. */
function byMachine(report: Report, status: string): MailReading | undefined {
  const statuses = statusesOf(status);
  if (statuses.length === 0) return undefined;
  const keys = keysOf(report.header, report.original, status);
  return reportKind(fromStatuses(statuses, report, keys), keys);
}

/** What a machine says in the words of a report, or in a report that it wraps. */
function byMachineWithin(report: Report): MailReading | undefined {
  const inner = report.wrapped;
  return (
    byMachine(report, report.looseStatus) ?? (inner && byMachine(inner, inner.status || inner.looseStatus))
  );
}

function readingOf(report: Report): MailReading {
  const { header, feedback, receipt, status } = report;
  const keys = () => keysOf(header, report.original, `${status}\n${feedback}\n${receipt}`);
  if (feedback !== "") return { kind: "feedback-report", report: feedbackOf(feedback), keys: keys() };
  const told = status !== "" && byMachine(report, status);
  if (told) return told;
  if (receipt !== "") return receiptOf(report, keys());
  const complaint = jmrpOf(header, report.original);
  if (complaint) return { kind: "feedback-report", report: complaint, keys: keys() };
  const notification = notificationOf(report.words, keys);
  if (notification) return notification;
  const opening = report.words.slice(0, OPENING);
  if (isNotice(header, opening))
    return byMachineWithin(report) ?? reportKind(fromWords(report, keys()), keys());
  // Passed on by a person: only a whole report counts, with the field that each must have (RFC 3464 section 2.2.2).
  const forwarded =
    isForwarded(header) && (report.wrapped || WHOLE_REPORT.test(report.words)) && byMachineWithin(report);
  if (forwarded) return forwarded;
  const from = firstAddress(header.get("from") ?? "");
  if (isChallenge(header, opening)) return { kind: "challenge-response", from, keys: keys() };
  if (isUnsubscribe(header, report.words)) return { kind: "unsubscribe", from, keys: keys() };
  if (isAutomaticReply(header, opening)) return { kind: "auto-reply", from, keys: keys() };
  return { kind: "other", keys: keys() };
}

/**
 * Reads a mail as what it reports. Synchronous; never throws; reads only the first megabyte of a mail, so that time and
 * memory are bounded whatever it is. Sources: RFC 3464, 6522 and 6533 (bounces), 8098 (receipts), 5965 and 6591 (feedback
 * reports), 3834 (automatic answers); what is told in words alone is recognised by sender, subject and form.
 * @param raw the bytes, or a string of one character a byte; a text that was decoded already is understood too
 */
export function readMail(raw: Uint8Array | string): MailReading {
  return readingOf(
    new Report(typeof raw === "string" ? raw.slice(0, MAX_MAIL) : fromBytes(raw.subarray(0, MAX_MAIL))),
  );
}
