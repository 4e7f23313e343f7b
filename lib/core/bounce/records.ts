import type { BounceClass, Category } from "@/lib/core/events";
import { classify, type Reading } from "./classify";
import { fromBytes } from "./mail/decode";
import { mailsOf } from "./mail/mbox";
import { readMail } from "./mail/read";
import type { RecipientReading } from "./mail/reading";
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
  /** Not given up yet: what the class would be, but no bounce (RFC 3464 section 2.3.3). */
  delayed?: true;
}

const MAX_TEXT = 4_000;

function recordOf(address: string, text: string, reading: Reading): BounceRecord {
  const { class: bounceClass, category, reply, enhanced: enhancedCode, rule } = reading;
  const urls = urlsIn(text.slice(0, MAX_TEXT));
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
  return recordOf("", text, classify({ text }));
}

function recordOfRecipient({ recipient, action, text, reading }: RecipientReading): BounceRecord[] {
  if (action === "expanded") return [];
  if (action === "delivered" || action === "relayed") return [noBounce("delivered", action, recipient)];
  const record = recordOf(recipient, text, reading);
  return [action === "delayed" ? { ...record, delayed: true } : record];
}

/** Feedback that is no complaint (RFC 6591, RFC 6430). */
const NO_COMPLAINT = new Set(["auth-failure", "dmarc", "not-spam"]);

/** Reads a mail, or the mails of an mbox, one character a byte or as bytes, as what the command line says of them. */
export const recordsOfMail = (raw: Uint8Array | string): BounceRecord[] =>
  mailsOf(typeof raw === "string" ? raw : fromBytes(raw)).flatMap(recordsOfOne);

function recordsOfOne(raw: string): BounceRecord[] {
  const mail = readMail(raw);
  switch (mail.kind) {
    case "bounce":
    case "delayed":
      return mail.recipients.flatMap(recordOfRecipient);
    case "delivery-notice":
      return mail.recipients
        .filter(({ action }) => action !== "expanded")
        .map(({ recipient, action }) => noBounce("delivered", mail.disposition || action, recipient));
    case "feedback-report": {
      const { type, recipients } = mail.report;
      if (NO_COMPLAINT.has(type)) return [];
      return (recipients.length > 0 ? recipients : [""]).map((address) =>
        noBounce("complaint", type, address),
      );
    }
    case "auto-reply":
    case "challenge-response":
      return [noBounce("auto-reply", mail.kind)];
    default:
      return [];
  }
}
