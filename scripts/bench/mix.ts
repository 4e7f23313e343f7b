import type { Category, Detail, Kind } from "@/lib/core/events";

/** How much mail, over which days. The same seed gives the same mail. */
export interface Plan {
  seed: number;
  deliveries: number;
  /** Length of the history that the deliveries are spread over. */
  days: number;
  /** First instant, in ms. */
  start: number;
  /** Whether the events of a mail name its campaign; those of ACS name none. */
  campaigns?: boolean;
}

/** Shares of the public mailbox domains; the rest is spread over some 30,000 companies, a few of which get most. */
export const DOMAINS: [string, number][] = [
  ["gmail.com", 0.33],
  ["outlook.com", 0.08],
  ["yahoo.com", 0.06],
  ["hotmail.com", 0.06],
  ["icloud.com", 0.04],
  ["gmx.net", 0.025],
  ["web.de", 0.025],
  ["orange.fr", 0.015],
  ["aol.com", 0.01],
  ["t-online.de", 0.01],
  ["libero.it", 0.008],
  ["live.com", 0.008],
  ["msn.com", 0.006],
  ["comcast.net", 0.005],
  ["laposte.net", 0.004],
  ["free.fr", 0.004],
];
export const companiesOf = ({ deliveries }: Plan): number => Math.min(30_000, Math.ceil(deliveries / 10));
export const company = (rank: number): string => `company${rank}.example`;

/** Addresses that are written to: each gets some three mails. */
export const peopleOf = ({ deliveries }: Plan): number => Math.ceil(deliveries * 0.3);

export const SENDERS = ["news", "offers", "events", "surveys"]
  .map((user) => `${user}@mail.northwind.example`)
  .concat(["bills", "orders", "accounts", "security"].map((user) => `${user}@notify.northwind.example`));

/** Of the mails sent; what is in none of these is delivered. */
export const FATES = { hard: 0.02, soft: 0.012, spam: 0.008, suppressed: 0.03 } as const;
/** Of all mails: an event before the outcome. */
export const QUEUED = 0.1;
/** Of the delivered mails: a bounce that follows, and a complaint. */
export const BOUNCED_LATER = 0.003;
export const COMPLAINED = 0.002;
/** Of the delivered mails, by a person. */
export const OPENED = 0.2;

/** Of all mails: those that belong to one of the week's campaigns. */
export const CAMPAIGNED = 0.6;
const CAMPAIGNS_A_WEEK = 3;
/** Names of the campaigns, week by week. */
export const campaignsOf = ({ days }: Pick<Plan, "days">): string[] =>
  Array.from({ length: Math.ceil(days / 7) * CAMPAIGNS_A_WEEK }, (_, n) => `campaign ${n + 1}`);

export interface Failure {
  kind: Kind;
  reply: number;
  enhanced: string;
  category: Category;
  text: string;
}
const failure = (kind: Kind, reply: number, enhanced: string, category: Category, said: string): Failure => ({
  ...{ kind, reply, enhanced, category },
  text: `${reply} ${enhanced} ${said}`,
});

export const FAILURES = {
  hard: [
    failure("hard", 550, "5.1.1", "invalid-recipient", "The account that you tried to reach does not exist"),
    failure("hard", 550, "5.1.10", "invalid-recipient", "Recipient not found by address lookup"),
    failure("hard", 550, "5.4.310", "domain-not-found", "Domain does not exist"),
  ],
  soft: [
    failure("soft", 552, "5.2.2", "mailbox-full", "Mailbox is over its quota"),
    failure("soft", 451, "4.7.500", "rate-limited", "Server busy, try again later"),
  ],
  spam: [failure("spam", 550, "5.7.1", "spam", "Message is likely unsolicited and was blocked")],
};

export const evidence = ({ text, enhanced }: Failure): Detail => ({
  ...{ status: "Bounced", text, rule: `enhanced ${enhanced}` },
});
