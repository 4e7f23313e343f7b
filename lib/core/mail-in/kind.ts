/** What a mail to one of our addresses turned out to be. */
export const MAIL_KINDS = [
  "bounce",
  "delayed",
  "delivery-notice",
  "complaint",
  "feedback",
  "auto-reply",
  "challenge",
  "unsubscribe",
  "dmarc-report",
  "tls-report",
  "failure-report",
  "other",
  "unreadable",
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * What became of it. new: kept, not looked at yet. taken: it changed something. noted: understood, and asks for nothing.
 * unverified: nothing proves that it is about a mail of ours, so that it changes nothing. quarantined: it cannot be read.
 */
export const MAIL_STATES = ["new", "taken", "noted", "unverified", "quarantined"] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** By which way a mail came. */
export const MAIL_ROUTES = ["smtp", "imap", "http"] as const;
export type MailRoute = (typeof MAIL_ROUTES)[number];

/** A delivery that a mail was joined to; keys are decimal. */
export interface FoundDelivery {
  address: string;
  message: string;
  recipient: string;
  messageId: string;
}

/** What was made of a mail. */
export interface MailOutcome {
  kind: MailKind;
  state: Exclude<MailState, "new">;
  /** One sentence for people; empty where there is nothing to say. */
  reason: string;
  found: FoundDelivery[];
  /** Addresses that it is about, as written. */
  people: string[];
  /** How many complaints it stands for; 0 where it is none. */
  incidents: number;
}

/** The outcome of a mail of which nothing more is to be said. */
export const outcomeOf = (
  kind: MailKind,
  state: MailOutcome["state"],
  more: Partial<MailOutcome> = {},
): MailOutcome => ({ kind, state, reason: "", found: [], people: [], incidents: 0, ...more });
