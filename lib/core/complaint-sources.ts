import type { Provider } from "./provider";

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

/** By which way a complaint came. Microsoft's reports are known by their reader: JMRP is the one way that Outlook.com reports by. */
export const COMPLAINT_SOURCES = [
  { id: "jmrp", title: "Outlook.com's reports by mail (JMRP)", short: "JMRP" },
  { id: "mail", title: "Other feedback reports by mail (ARF)", short: "ARF" },
  { id: "provider", title: "The sending provider's own events", short: "Provider" },
  { id: "unsubscribe", title: "People who left and said: never asked", short: "Left" },
] as const;
export type ComplaintSource = (typeof COMPLAINT_SOURCES)[number]["id"];
