import type { BounceClass, Category } from "@/lib/core/events";
import { classify, type Evidence } from "./classify";
import { fieldsOf, type RecipientStatus, recipientsOf } from "./dsn";
import { isAutomaticReply, isNotice, noticesOf } from "./notice";
import { readCodes } from "./reply-codes";
import { urlsIn } from "./urls";

/** What a reply or a report says of one recipient, as the command line gives it. */
export interface BounceRecord {
  /** Empty where none is named. */
  address: string;
  /** Empty where none was found. */
  smtpCode: string;
  enhancedCode: string;
  /** "none": this is no bounce. */
  bounceClass: BounceClass | "none";
  category: Category;
  rule: string;
  /** Pages that the reply points to. */
  urls: string[];
}

const MAX_TEXT = 4_000;
const MAX_HEADER = 100_000;
const MAX_REPORT = 1_000_000;

function bounce(evidence: Evidence, address: string): BounceRecord {
  const { class: bounceClass, category, reply, enhanced: enhancedCode, rule } = classify(evidence);
  const urls = urlsIn((evidence.text ?? "").slice(0, MAX_TEXT));
  return { address, smtpCode: reply ? String(reply) : "", enhancedCode, bounceClass, category, rule, urls };
}

const noBounce = (category: Category, rule: string, address = ""): BounceRecord => ({
  address,
  smtpCode: "",
  enhancedCode: "",
  bounceClass: "none",
  category,
  rule,
  urls: [],
});

/** Reads one SMTP reply. A reply of success is a record that is no bounce. */
export function recordOfReply(text: string): BounceRecord {
  const { reply, enhanced } = readCodes(text.slice(0, MAX_TEXT));
  if (reply >= 200 && reply < 300 && (enhanced === "" || enhanced.startsWith("2")))
    return { ...noBounce("delivered", String(reply)), smtpCode: String(reply), enhancedCode: enhanced };
  return bounce({ text }, "");
}

function recordOfStatus(
  { address, action, status, diagnostic }: RecipientStatus,
  note: string,
): BounceRecord[] {
  if (action === "expanded") return [];
  if (action === "delivered" || action === "relayed" || status.startsWith("2"))
    return [noBounce("delivered", action || status, address)];
  // The receiver's own code is closer to the cause than the field, which the last hop may have filled in.
  const inReply = readCodes(diagnostic.slice(0, MAX_TEXT)).enhanced;
  return [bounce({ text: diagnostic || note, enhanced: inReply || status }, address)];
}

/** Whether a text begins as mails do, with a header. */
export const isMail = (text: string): boolean =>
  /^(?:From .{0,998}\r?\n)?(?:return-path|delivered-to|received|from|to|subject|date|message-id|mime-version|x-[a-z-]{1,60}):[ \t]/i.test(
    text,
  );

/**
 * Reads a mail, one character a byte or decoded, as what it may report: a delivery status notification (RFC 3464), a
 * complaint (RFC 5965), an automatic answer (RFC 3834), or a bounce written for people. Other mail gives nothing.
 */
export function recordsOfMail(raw: string): BounceRecord[] {
  const end = raw.search(/\r?\n[ \t]*\r?\n/);
  const header = fieldsOf(raw.slice(0, end < 0 ? MAX_TEXT : Math.min(end, MAX_HEADER)));
  const body = end < 0 ? "" : raw.slice(end);
  if (/feedback-report/i.test(header.get("content-type") ?? "")) {
    const reported = /^original-rcpt-to:[ \t]*<?([^\s<>]+)/im.exec(body.slice(0, MAX_REPORT))?.[1] ?? "";
    return [noBounce("complaint", "feedback-report", reported)];
  }
  const notice = isNotice(header);
  const recipients = recipientsOf(raw);
  if (recipients.length > 0) {
    const [words] = notice ? noticesOf(body, header) : [];
    return recipients.flatMap((recipient) => recordOfStatus(recipient, words?.text ?? ""));
  }
  if (notice) return noticesOf(body, header).map(({ address, text }) => bounce({ text }, address));
  return isAutomaticReply(header) ? [noBounce("auto-reply", "automatic reply")] : [];
}
