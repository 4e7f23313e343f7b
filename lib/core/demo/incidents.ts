import { CRM, type Sender } from "./bookshop";
import type { Random } from "./random";
import type { Reader } from "./readers";
import { type Reply, THROTTLED, UNAUTHENTICATED } from "./replies";

/**
 * What went wrong at the shop, in days before its last day. Planted so that there is something to find: each shows in one
 * place of the figures and explains itself in the replies, and the overview of the last day names all of its last week.
 */
export const INCIDENTS = {
  /** An old list was bought and mailed: nearly half of its addresses do not exist. */
  boughtList: { from: 5, to: 4 },
  /** Outlook takes the mail of the last days only slowly. */
  throttling: { from: 2, to: 0 },
  /** Companies and schools behind one filter service accepted everything, and much of it bounced six hours later. */
  asynchronous: { from: 6, to: 6 },
  /** The customer care tool lost its DKIM key: GMX and Web.de refuse what it sends. */
  authentication: { from: 6, to: 2 },
  /** The webhook delivered a day twice, the log export once more. */
  duplicates: { from: 1, to: 1 },
  /** The webhook was away for a day, and nothing else was connected: there is no data. */
  outage: { from: 15, to: 15 },
  /** A tenth of a day's reports came two days later. */
  late: { from: 5, to: 5 },
  /** A security gateway clicks every link within seconds of delivery. */
  scanner: { from: 3, to: 3 },
} as const;

export const happens = (name: keyof typeof INCIDENTS, daysAgo: number): boolean =>
  daysAgo <= INCIDENTS[name].from && daysAgo >= INCIDENTS[name].to;

const isOutlook = ({ mailbox }: Reader): boolean => mailbox.host.endsWith(".outlook.com");

/** The reply to a mail that would have been delivered but for an incident; null where there is none. */
export function refusal(to: Reader, sender: Sender, daysAgo: number, random: Random): Reply | null {
  const germans = to.mailbox.domain === "gmx.net" || to.mailbox.domain === "web.de";
  if (happens("authentication", daysAgo) && germans && sender === CRM) return UNAUTHENTICATED;
  if (happens("throttling", daysAgo) && isOutlook(to) && random.chance(0.012)) return THROTTLED;
  return null;
}

/** Whether the receiver first says "later", so that the mail waits. */
export const isDeferred = (to: Reader, daysAgo: number, random: Random): boolean =>
  random.chance(happens("throttling", daysAgo) && isOutlook(to) ? 0.3 : 0.004);

/** Whether what was accepted comes back hours later. */
export const comesBack = (to: Reader, daysAgo: number, random: Random): boolean =>
  random.chance(happens("asynchronous", daysAgo) && to.mailbox.domain.endsWith(".example") ? 0.28 : 0.0003);
