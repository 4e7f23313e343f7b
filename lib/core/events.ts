import { SOURCE_NAMES, type SourceName } from "./sources/names";

/** What can become of a mail for one recipient, in the order of their codes (1 to 12). */
export const KINDS = [
  "queued",
  "delayed",
  "suppressed",
  "delivered",
  "soft",
  "spam",
  "hard",
  "expanded",
  "opened",
  "clicked",
  "complained",
  "unsubscribed",
] as const;

export type Kind = (typeof KINDS)[number];
export type BounceClass = "hard" | "soft" | "spam";

/** Whether a kind is one of the three classes of bounces. */
export const isBounce = (kind: Kind | undefined): kind is BounceClass =>
  kind === "hard" || kind === "soft" || kind === "spam";

/** The number that stands for a kind in the database; up to `hard` (7) it is also its rank in the fold. */
export const kindCode = (kind: Kind): number => KINDS.indexOf(kind) + 1;

/** The kind of a code, or undefined for 0 and whatever else is none. */
export const kindOf = (code: number): Kind | undefined => KINDS[code - 1];

/** By which route an event came: the provider's webhook, its logs, or a mail to one of our addresses. Append only, at most 8. */
export const ROUTES = ["webhook", "log", "mail"] as const;
export type Route = (typeof ROUTES)[number];

const ROUTES_A_SOURCE = 8;

/** The number of a source's route in the log: 1 to 3 for ACS, 9 to 11 for the next one, and so on. */
export const routeCode = (source: SourceName, route: Route): number =>
  SOURCE_NAMES.indexOf(source) * ROUTES_A_SOURCE + ROUTES.indexOf(route) + 1;

/** The inverse of {@link routeCode}. What a newer version has written is told as the first of its kind. */
export function cameBy(code: number): { source: SourceName; route: Route } {
  const source = SOURCE_NAMES[Math.floor((code - 1) / ROUTES_A_SOURCE)] ?? SOURCE_NAMES[0];
  return { source, route: ROUTES[(code - 1) % ROUTES_A_SOURCE] ?? ROUTES[0] };
}

/** Begins the name of a rule that an admin has added (lib/core/bounce/own-rules.ts), in readings and in `Detail.rule`. */
export const OWN = "own:";

/** Evidence beside the figures, for people: shown on the event page, never counted. Only what the payload says is present. */
export interface Detail {
  /** The provider's word for what happened, verbatim. */
  status?: string;
  /** What the receiver replied, verbatim (cut at 4,000 characters). */
  text?: string;
  /** Host of the receiver's mail server. */
  mx?: string;
  /** Of a bounce: the codes that the provider gave beside the text, verbatim. */
  reply?: string;
  enhanced?: string;
  /** The provider's own verdict, kept beside ours. */
  hardBounce?: boolean;
  /** Message-ID of RFC 5322, without angle brackets. */
  internetMessageId?: string;
  /** Rule that decided the class, see lib/core/bounce. */
  rule?: string;
  /** Matched span of `text`, half-open, in UTF-16 units. */
  span?: [number, number];
  /** The documents that `text` points to, see lib/core/bounce/documents.ts. Never empty: the database has an index of it. */
  pages?: string[];
  /** Clicked address, and the reader's program. */
  url?: string;
  userAgent?: string;
  /** Of an open or a click: how it was asked for, where the provider says it. */
  method?: string;
  /** The provider itself says that a machine did it. */
  machine?: boolean;
}

/** One fact from outside, never changed. Two equal ones are the same fact, by whichever route and however often they come. */
export interface MailEvent {
  /** Whose message it is. */
  source: SourceName;
  route: Route;
  /** The provider's id of the message, as written. */
  messageId: string;
  /** As written; empty where the payload names none (engagement by Event Grid). */
  recipient: string;
  kind: Kind;
  /** Event time in ms since 1970, UTC. */
  at: number;
  /** Lower case `user@domain`, or the bare domain; empty where the payload does not say. */
  sender: string;
  /** Basic SMTP reply code, 0 where none. */
  reply: number;
  /** Enhanced status code such as `5.1.1`, empty where none. */
  enhanced: string;
  category: Category;
  /** Of which campaign, or with which tag, it was sent (lib/core/sources/campaign.ts); absent where the payload names none. */
  campaign?: string;
  detail?: Detail;
  /** Of an unsubscribe: from one list of the provider's, which is none of ours. It holds nothing here. */
  narrow?: true;
}

/** Why a mail bounced. The position is the number in the database: append only. */
export const CATEGORIES = [
  "unknown",
  "invalid-recipient",
  "mailbox-disabled",
  "moved",
  "domain-not-found",
  "mailbox-full",
  "message-too-large",
  "rate-limited",
  "greylist",
  "spam",
  "virus",
  "content",
  "blocklist",
  "authentication-failure",
  "sender-rejected",
  "policy",
  "relay-denied",
  "network",
  "tls",
  "system-error",
  "protocol",
  "auto-reply",
  "complaint",
  "delivered",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Input that could not be read: kept in quarantine, stops nothing else. */
export interface Reject {
  /** Line, row or element in its input, from 1. */
  line: number;
  /** What is wrong, in one short sentence for people. */
  reason: string;
  /** The input as it came, cut at 64,000 characters. */
  raw: string;
}
