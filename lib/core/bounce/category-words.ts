import type { Category } from "@/lib/core/events";

/** How a meaning is told to people: what it is, why, what to do. */
export interface Meaning {
  title: string;
  explanation: string;
  advice: string;
}

/** Each category in words, for bounces whose code has no row of its own or says less than the text. */
export const CATEGORY_WORDS: Record<Category, Meaning> = {
  unknown: {
    title: "No reason given",
    explanation: "Neither the code nor the text says why.",
    advice: "Read the reply. If it keeps coming, ask the operator of the receiving system.",
  },
  "invalid-recipient": {
    title: "Address does not exist",
    explanation: "The receiver knows of no such address.",
    advice: "Remove it from your own list.",
  },
  "mailbox-disabled": {
    title: "Mailbox switched off",
    explanation: "The mailbox exists, but it is closed, suspended or no longer used.",
    advice: "Remove it from your own list.",
  },
  moved: {
    title: "Mailbox has moved",
    explanation: "The person no longer has this address.",
    advice: "Remove it. Mail a new one only if its owner gives it to you.",
  },
  "domain-not-found": {
    title: "Domain does not receive mail",
    explanation: "The part after the @ does not exist, or no server takes mail for it.",
    advice: "Check it for a typing error, then correct or remove the address.",
  },
  "mailbox-full": {
    title: "Mailbox full",
    explanation: "The owner has no space left. Most come back within a week.",
    advice: "None. If it stays full for weeks, nobody reads there any more.",
  },
  "message-too-large": {
    title: "Message too large",
    explanation: "The message is larger than the receiver takes. The address itself is fine.",
    advice: "Make it smaller: shrink pictures, link to files.",
  },
  "rate-limited": {
    title: "Too fast for the receiver",
    explanation: "The receiver takes your mail later, or less of it at a time.",
    advice: "Nothing today. If it lasts, send to this provider in smaller batches.",
  },
  greylist: {
    title: "Asked to come back",
    explanation: "The receiver turns every unknown sender away once, to see whether it tries again.",
    advice: "None: the next attempt is accepted as a rule.",
  },
  spam: {
    title: "Refused as spam",
    explanation: "The receiver judged the message, or mail like it, as unwanted.",
    advice: "Look at what was sent, to whom, and whether they asked for it; follow the link in the reply.",
  },
  virus: {
    title: "Refused as malware",
    explanation: "The receiver found a virus or a dangerous link or attachment.",
    advice: "Check attachments and links, and the system that the message came from.",
  },
  content: {
    title: "Form of the message",
    explanation: "A header, a character set or a part of the message is not as the receiver wants it.",
    advice: "Correct the template; the reply names the part.",
  },
  blocklist: {
    title: "Sender is on a blocklist",
    explanation: "The receiver refuses the sending server or domain for its reputation.",
    advice: "Find the list in the reply, mend the cause, then ask to be taken off.",
  },
  "authentication-failure": {
    title: "Not authenticated",
    explanation: "SPF, DKIM, DMARC or reverse DNS did not pass.",
    advice: "Check the DNS records of the sending domain, and that each sending service signs with it.",
  },
  "sender-rejected": {
    title: "Sender's address refused",
    explanation: "The receiver does not accept the address or domain that the mail says it is from.",
    advice: "Make sure that the sending domain exists, receives mail and is not blocked by the person.",
  },
  policy: {
    title: "Refused by the receiver's rules",
    explanation: "A rule at the receiver forbids it: about senders, attachments or who may write to whom.",
    advice: "Read the reply; it mostly names the rule or links to it.",
  },
  "relay-denied": {
    title: "Server does not handle that domain",
    explanation: "The server was asked to pass mail on for a domain that it is not responsible for.",
    advice: "The domain's MX record may be wrong. Leave the address out until its operator has corrected it.",
  },
  network: {
    title: "Receiver not reached",
    explanation: "The connection failed, timed out or went in circles, or DNS did not answer.",
    advice: "None at first. If a whole domain stays silent, take its addresses out.",
  },
  tls: {
    title: "No encrypted connection",
    explanation: "The two servers could not agree on encryption that one of them demands.",
    advice: "Report it to the service that sends for you.",
  },
  "system-error": {
    title: "Fault at the receiver",
    explanation: "The receiving system has a fault or no resources at present.",
    advice: "None: it has to be mended there.",
  },
  protocol: {
    title: "Servers misunderstand each other",
    explanation: "A command or parameter in the transfer was not understood or not allowed.",
    advice: "If it keeps coming, report it to the service that sends for you.",
  },
  "auto-reply": {
    title: "Automatic answer",
    explanation: "An absence notice or the like: the mail has arrived.",
    advice: "None.",
  },
  complaint: {
    title: "Reported as spam",
    explanation: "The recipient told the provider that the mail is spam.",
    advice: "Do not write to this person again.",
  },
  delivered: {
    title: "Delivered",
    explanation: "The receiver has taken the message.",
    advice: "None.",
  },
};
