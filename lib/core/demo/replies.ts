import { classify, type Reading } from "@/lib/core/bounce/classify";
import { documentsIn } from "@/lib/core/bounce/documents";
import type { Detail, MailEvent } from "@/lib/core/events";

/** What a receiver answers; the words are ours. */
export interface Reply {
  text: string;
  /** What the provider made of it. */
  status: "Bounced" | "Failed" | "FilteredSpam";
  weight: number;
}

const failed = (weight: number, text: string): Reply => ({ text, status: "Failed", weight });
const bounced = (weight: number, text: string): Reply => ({ text, status: "Bounced", weight });

/** Not said by a receiver: there is none. */
export const NO_DOMAIN = bounced(9, "550 5.4.310 DNS domain does not exist");

/** Why an address takes no mail at all. */
export const HARD: readonly Reply[] = [
  bounced(
    46,
    "550 5.1.1 The account you wrote to does not exist. Check the spelling of the address: https://postmaster.example/unknown-account",
  ),
  bounced(14, "550 5.1.10 Recipient not found: no mailbox has this address"),
  bounced(14, "550 5.2.1 The mailbox is disabled and takes no messages"),
  NO_DOMAIN,
  bounced(6, "525 5.7.13 The user account is disabled"),
  bounced(5, "550 5.1.6 The recipient has moved and left no new address"),
  bounced(4, "553 5.1.3 The recipient's address is not written correctly"),
  bounced(2, "521 This host accepts no mail"),
];

/** Passing trouble that lasted too long. */
export const SOFT: readonly Reply[] = [
  failed(34, "552 5.2.2 The mailbox is full, its owner has to make room first"),
  failed(18, "451 4.7.500 The server is busy, try again later"),
  failed(12, "452 4.2.2 The mailbox is over its quota"),
  failed(9, "421 4.4.2 The connection timed out"),
  failed(9, "450 4.2.0 Greylisted, come back in five minutes"),
  failed(8, "550 5.2.121 The recipient has received too many messages this hour"),
  failed(6, "552 5.3.4 The message is larger than this system allows"),
  failed(4, "554 Transaction failed"),
];

export const SPAM: readonly Reply[] = [
  failed(
    60,
    "550 5.7.1 The message was refused because it looks like spam. See https://postmaster.example/why/content?ip=192.0.2.14",
  ),
  failed(
    25,
    "554 5.7.1 Service refused: the sending address is listed on a spam blocklist, see https://blocklist.example/query/192.0.2.14",
  ),
  { text: "550 5.7.1 The content filter judged this message to be spam", status: "FilteredSpam", weight: 15 },
];

/** "Slower, please": first a deferral, for some mail the end. */
export const THROTTLED = failed(
  1,
  "451 4.7.0 Too many messages from your network, slow down and try again later",
);

/** Neither SPF nor DKIM passed. */
export const UNAUTHENTICATED = failed(
  1,
  "550 5.7.26 The message is not authenticated: neither SPF nor DKIM passed for the sender's domain. See https://postmaster.example/authentication#dkim",
);

const readings = new Map<Reply, { reading: Reading; detail: Detail }>();

/** The event of a bounce with this reply, classified as an import would; `mx` is the host that said it. */
export function bounceOf(
  reply: Reply,
  mx: string,
): Pick<MailEvent, "kind" | "reply" | "enhanced" | "category" | "detail"> {
  let known = readings.get(reply);
  if (!known) {
    const { text, status } = reply;
    const hardBounce = status === "Bounced";
    const reading = classify({ text, status, hardBounce });
    const { rule, span } = reading;
    const pages = documentsIn(text);
    const detail = {
      status,
      text,
      hardBounce,
      rule,
      ...(span && { span }),
      ...(pages.length > 0 && { pages }),
    };
    known = { reading, detail };
    readings.set(reply, known);
  }
  const { class: kind, category, reply: basic, enhanced } = known.reading;
  return { kind, reply: basic, enhanced, category, detail: mx ? { ...known.detail, mx } : known.detail };
}
