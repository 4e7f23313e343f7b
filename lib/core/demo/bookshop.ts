/** Marlow Books, an invented shop: who it writes as, to whom, and about what. Everything here is made up. */

/** Bulk mail goes out in two waves a day, the rest around the clock. */
export interface Sender {
  name: string;
  domain: string;
  weight: number;
  bulk: boolean;
}

export const CLUB: Sender = {
  name: "news@club.marlow.example",
  domain: "club.marlow.example",
  weight: 45,
  bulk: true,
};
export const PICKS: Sender = {
  name: "picks@club.marlow.example",
  domain: "club.marlow.example",
  weight: 20,
  bulk: true,
};
export const CRM: Sender = {
  name: "hello@crm.marlow.example",
  domain: "crm.marlow.example",
  weight: 10,
  bulk: true,
};
export const ORDERS: Sender = {
  name: "orders@marlow.example",
  domain: "marlow.example",
  weight: 20,
  bulk: false,
};
export const SIGN_IN: Sender = {
  name: "no-reply@marlow.example",
  domain: "marlow.example",
  weight: 5,
  bulk: false,
};
export const SENDERS: readonly Sender[] = [CLUB, PICKS, CRM, ORDERS, SIGN_IN];

/** What the bought list was mailed. */
export const REACTIVATION = "We miss you";

/**
 * The campaign of a bulk mail; what customers set off has none. ACS would not report one: the demo has them so that there is
 * something to slice by.
 */
export function campaignOf(sender: Sender, at: number): string | undefined {
  if (sender === CRM) return "How was your order?";
  if (sender !== CLUB && sender !== PICKS) return undefined;
  const day = Math.floor(at / 86_400_000);
  // 1970 began on a Thursday.
  const monday = new Date((day - ((day + 3) % 7)) * 86_400_000).toISOString().slice(0, 10);
  return `${sender === CLUB ? "Club news" : "Weekly picks"} ${monday}`;
}

/** A domain that readers have their mail at; `host` answers for it. */
export interface Mailbox {
  domain: string;
  weight: number;
  host: string;
}

const COMPANIES = [
  "atelier-nord",
  "hafenbuero",
  "lindqvist",
  "montclair",
  "ostrava-glas",
  "pinewood",
  "rivers-edge",
];
const SCHOOLS = ["uni-arden", "college-wye", "akademie-sued"];

export const MAILBOXES: readonly Mailbox[] = [
  { domain: "gmail.com", weight: 40, host: "gmail-smtp-in.l.google.com" },
  { domain: "outlook.com", weight: 14, host: "outlook-com.olc.protection.outlook.com" },
  { domain: "hotmail.com", weight: 9, host: "hotmail-com.olc.protection.outlook.com" },
  { domain: "yahoo.com", weight: 10, host: "mta7.am0.yahoodns.net" },
  { domain: "icloud.com", weight: 9, host: "mx01.mail.icloud.com" },
  { domain: "gmx.net", weight: 4, host: "mx00.emig.gmx.net" },
  { domain: "web.de", weight: 3, host: "mx-ha02.web.de" },
  { domain: "orange.fr", weight: 2, host: "smtp-in.orange.fr" },
  ...COMPANIES.map((name) => ({ domain: `${name}.example`, weight: 0.9, host: `mx1.${name}.example` })),
  ...SCHOOLS.map((name) => ({ domain: `${name}.example`, weight: 1, host: `mail.${name}.example` })),
];

/** Typing errors and lost domains: nobody answers for them. */
export const GONE: readonly Mailbox[] = ["gmial.example", "hotmial.example", "old-bookstand.example"].map(
  (domain) => ({ domain, weight: 1, host: "" }),
);

export const FIRST_NAMES =
  "ada amir anna beata bela carla chen dara elif emil esra eva felix gita hana hugo ida ines ivo jana joris kemal lena liv luca maja marta mira nadia nils noor olga otto paola petra rafa rosa sami selma tara tomas uma vera wanda yara zoe".split(
    " ",
  );
export const LAST_NAMES =
  "aalto adler berg bianchi costa dorn eklund fabre fischer garay haddad horak ivers jansen kaya keller kovacs larsen lindgren marek moreau nowak okoye olsen osei pereira quist rossi ruiz sato schmid tanaka urban varga vega vogel weiss winter yilmaz zeman".split(
    " ",
  );

export interface DemoList {
  name: string;
  description: string;
  rhythm: string;
  kind: "marketing" | "transactional";
  basis: "consent" | "contract";
  /** How many in a hundred of the readers are on it. */
  share: number;
}

export const LISTS: readonly DemoList[] = [
  {
    name: "Club news",
    description: "Offers and evenings for club members",
    rhythm: "Every Thursday",
    kind: "marketing",
    basis: "consent",
    share: 45,
  },
  {
    name: "Weekly picks",
    description: "Five books we liked this week",
    rhythm: "Fridays",
    kind: "marketing",
    basis: "consent",
    share: 25,
  },
  {
    name: "New in crime",
    description: "One mail when a new crime title arrives",
    rhythm: "About twice a month",
    kind: "marketing",
    basis: "consent",
    share: 8,
  },
  {
    name: "Events near you",
    description: "Readings and signings in your city",
    rhythm: "Monthly",
    kind: "marketing",
    basis: "consent",
    share: 6,
  },
  {
    name: "Orders and receipts",
    description: "Confirmations, invoices, deliveries",
    rhythm: "When you buy",
    kind: "transactional",
    basis: "contract",
    share: 100,
  },
  {
    name: "Account safety",
    description: "New sign-ins and password changes",
    rhythm: "When it happens",
    kind: "transactional",
    basis: "contract",
    share: 100,
  },
];

/** Addresses that staff closed by hand. */
export const MANUAL_ENTRIES = [
  { recipient: "press@rivers-edge.example", note: "Contract ended" },
  { recipient: "trade.fair@pinewood.example", note: "Asked by telephone" },
  { recipient: "library@college-wye.example", note: "Wants paper only" },
] as const;
