import { count, counted } from "@/lib/core/format";
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

export type MailCounts = Record<MailState, number>;

/**
 * What came, and how much of it counted, as the sentence at the head of the page.
 * @param answers of them automatic replies, which are no bounces
 */
export function mailsSentence(counts: MailCounts, answers: number): string {
  const { taken, unverified, quarantined } = counts;
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (total === 0) return "No mail has come in thirty days.";
  const parts = [
    `${count(taken)} changed something`,
    ...(unverified > 0 ? [`${count(unverified)} could not be proved and changed nothing`] : []),
    ...(quarantined > 0 ? [`${count(quarantined)} could not be read`] : []),
    ...(answers > 0
      ? [`${counted(answers, "automatic reply", "automatic replies")} counted as no bounce`]
      : []),
  ];
  return `${counted(total, "mail")} came in thirty days: ${parts.join(", ")}.`;
}
