import type { Reading } from "../classify";

/** A mail to be looked up may be so large, in bytes; what is read of it is less. */
export const MAX_LOOKUP = 10_000_000;

/** What joins a report to the mail that it is about. Each is absent where the mail does not say. */
export interface CorrelationKeys {
  /** Message-ID of the original mail, without its brackets. */
  messageId?: string;
  /** When the original mail was sent, by its own Date field: ms, UTC. */
  sentAt?: number;
  /** Original-Envelope-Id (RFC 3461 section 4.4), decoded. */
  envelopeId?: string;
  /** The address that the report was sent to, BATV and SRS undone: the return path of the original mail. */
  returnPath?: string;
  /** The recipient that the return path carries (VERP). */
  verp?: string;
  /** The token of a return path of ours (lib/core/mail-in/return-path.ts), from wherever it stands. Not verified. */
  deliveryToken?: string;
  /** The token of our own unsubscribe link, from the original mail's List-Unsubscribe or from the address. Not verified. */
  ourToken?: string;
}

/** Action of RFC 3464 section 2.3.3; for a bounce without such a field, what its words say. */
export type Action = "failed" | "delayed" | "delivered" | "relayed" | "expanded";

/** What a report says of one recipient. */
export interface RecipientReading {
  /** The address that was mailed, as written; empty where none is named. */
  recipient: string;
  /** The address of the last hop, where a forward made it another one. */
  finalRecipient?: string;
  action: Action;
  /** What the receiver replied, or else what the report says of it in words. `reading.span` is a part of it. */
  text: string;
  /** How it is read; of no weight unless `action` is "failed" or "delayed". */
  reading: Reading;
  /** The server that replied. */
  remoteMta?: string;
}

/** What a mail to the return path, the complaint address or the unsubscribe address is. */
export type MailReading =
  | { kind: "bounce"; recipients: RecipientReading[]; keys: CorrelationKeys }
  /** Not given up yet: no bounce (RFC 3464 section 2.3.3). */
  | { kind: "delayed"; recipients: RecipientReading[]; keys: CorrelationKeys }
  /** Success: a DSN of success, or a receipt (MDN, RFC 8098), whose `disposition` is "displayed", "deleted" ... */
  | {
      kind: "delivery-notice";
      recipients: RecipientReading[];
      disposition?: string;
      keys: CorrelationKeys;
    }
  | { kind: "feedback-report"; report: FeedbackReport; keys: CorrelationKeys }
  | { kind: "auto-reply"; from: string; keys: CorrelationKeys }
  /** Asks the sender to prove that they are a person; the mail waits. */
  | { kind: "challenge-response"; from: string; keys: CorrelationKeys }
  /** A mail to the `mailto:` of List-Unsubscribe (RFC 2369 section 3.2), as a person or a mail program sends it. */
  | { kind: "unsubscribe"; from: string; keys: CorrelationKeys }
  | { kind: "other"; keys: CorrelationKeys };

/** A complaint (RFC 5965), or what else a receiver reports of a mail (RFC 6591, RFC 6430). */
export interface FeedbackReport {
  /** Lower case; "abuse" where the form has no field for it. `not-spam` and `auth-failure` are no complaints. */
  type: string;
  /** Who complained; receivers often withhold it. */
  recipients: string[];
  /** How many complaints this one report stands for. */
  incidents: number;
  userAgent?: string;
  sourceIp?: string;
  reportedDomain?: string;
}
