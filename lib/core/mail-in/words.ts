import { boundedSum, boundedWords } from "@/lib/core/bounded-count";
import type { MailKind, MailState } from "./kind";

export const MAIL_KIND_WORDS: Record<MailKind, string> = {
  bounce: "Bounce",
  delayed: "Delay",
  "delivery-notice": "Delivery notice",
  complaint: "Complaint",
  feedback: "Other feedback",
  "auto-reply": "Automatic reply",
  challenge: "Challenge",
  unsubscribe: "Unsubscribe",
  "dmarc-report": "DMARC report",
  "tls-report": "TLS report",
  "failure-report": "Authentication failure",
  other: "Other mail",
  unreadable: "Unreadable",
};

export const MAIL_STATE_WORDS: Record<MailState, string> = {
  new: "Waiting",
  taken: "Taken in",
  noted: "Noted",
  unverified: "Unverified",
  quarantined: "Set aside",
};

/** A number above MOST_COUNTED says only that there are more. */
export type MailCounts = Record<MailState, number>;

/**
 * What came, and how much of it counted, as the sentence at the head of the page.
 * @param answers of them automatic replies, which are no bounces; bounded as the counts are
 */
export function mailsSentence(counts: MailCounts, answers: number): string {
  const { taken, unverified, quarantined } = counts;
  const total = boundedSum(...Object.values(counts));
  if (total.n === 0) return "No mail has come in thirty days.";
  const words = (n: number) => boundedWords(boundedSum(n));
  const parts = [
    `${words(taken)} changed something`,
    ...(unverified > 0 ? [`${words(unverified)} could not be proved and changed nothing`] : []),
    ...(quarantined > 0 ? [`${words(quarantined)} could not be read`] : []),
    ...(answers > 0
      ? [`${words(answers)} automatic ${answers === 1 ? "reply" : "replies"} counted as no bounce`]
      : []),
  ];
  const all = `${boundedWords(total)} ${total.n === 1 ? "mail" : "mails"}`;
  return `${all.replace(/^m/, "M")} came in thirty days: ${parts.join(", ")}.`;
}
