/** What became of the mail to one address; suppressed mail never left, and is not of it. Times in ms since 1970. */
export interface AddressHistory {
  /** Delivered or bounced, in all that is kept. */
  mails: number;
  accepted: number;
  /** Accepted since the last hard bounce. */
  acceptedSince: number;
  lastAccepted: number | null;
  /** Bounced hard since the last mail that was accepted: mails, and days (UTC) on which they did. */
  hardSince: number;
  hardDays: number;
  hardFrom: number | null;
  hardTo: number | null;
  /** Bounced soft since the last mail that was accepted, within {@link SOFT_DAYS}. */
  softSince: number;
  softFrom: number | null;
  softTo: number | null;
  /** When the latest mail was sent that its reader complained of. */
  complained: number | null;
  /** Whether any mail was opened or clicked, by a person or by a program. */
  engaged: boolean;
  /** Accepted mails of senders whose opens and clicks name the reader. */
  observed: number;
}

/** So far back a soft bounce counts. */
export const SOFT_DAYS = 90;
/** So many soft bounces in a row are more than a full mailbox over a weekend. */
export const SOFT_IN_A_ROW = 3;
