import { percent } from "./format";
import type { Provider } from "./provider";
import type { Slice } from "./slice";

/**
 * Mailbox providers that pass a reader's complaint on, message by message, to senders who have signed up for it. ACS passes
 * none on itself. Gmail tells a rate only; whoever is not named tells nothing.
 */
export const REPORTING: Partial<Record<Provider, string>> = {
  Outlook: "Junk Mail Reporting Program",
  Yahoo: "Complaint Feedback Loop",
  Comcast: "Feedback loop",
  "Mail.ru": "Feedback loop",
  Fastmail: "Feedback loop",
  "La Poste": "Signal Spam",
  Orange: "Signal Spam",
  "Free, SFR": "Signal Spam",
};

export const doesReport = (provider: string): boolean => Object.hasOwn(REPORTING, provider);

/** Delivered mail, and what of it went to providers that pass complaints on. */
export interface Coverage {
  delivered: number;
  covered: number;
}

export function coverageOf(rows: readonly { provider: string; delivered: number }[]): Coverage {
  const sum = (part: typeof rows) => part.reduce((total, { delivered }) => total + delivered, 0);
  return { delivered: sum(rows), covered: sum(rows.filter(({ provider }) => doesReport(provider))) };
}

/** Of how much mail complaints can be known; of a slice whether they can. Null where nothing can be said. */
export function coverageSentence({ delivered, covered }: Coverage, slice: Slice | null): string | null {
  if (slice?.by === "provider")
    return doesReport(slice.name)
      ? `${slice.name} passes complaints on to senders who signed up for it.`
      : `${slice.name} passes no complaints on: none is not the same as nobody complaining.`;
  if (slice || delivered === 0) return null;
  return `${percent(covered / delivered)} of this mail went to providers that pass complaints on; Gmail passes none on. Of the rest, none is not the same as nobody complaining.`;
}

/** By which way a complaint came. Microsoft's reports are known by their reader: JMRP is the one way that Outlook.com reports by. */
export const COMPLAINT_SOURCES = [
  { id: "jmrp", title: "Outlook.com's reports by mail (JMRP)", short: "JMRP" },
  { id: "mail", title: "Other feedback reports by mail (ARF)", short: "ARF" },
  { id: "provider", title: "The sending provider's own events", short: "Provider" },
  { id: "unsubscribe", title: "People who left and said: never asked", short: "Left" },
] as const;
export type ComplaintSource = (typeof COMPLAINT_SOURCES)[number]["id"];
