import { z } from "zod";
import { ENTRY_REASONS, type EntryReason } from "./suppression-reasons";

/** What a column of a file may mean. */
export const FIELDS = [
  "address",
  "reason",
  "origin",
  "since",
  "until",
  "list",
  "senderDomain",
  "note",
] as const;
export type Field = (typeof FIELDS)[number];

/** Which column means what, by its title; and what holds where the file says nothing. */
export const FileMapping = z.object({
  columns: z.partialRecord(z.enum(FIELDS), z.string().max(200)),
  /** For rows without a reason of their own. */
  reason: z.enum(ENTRY_REASONS, "That is no reason that a row may have."),
});
export type FileMapping = z.output<typeof FileMapping>;

interface Provider {
  name: string;
  /** Titles that are all there. */
  has: string[];
  mapping: FileMapping;
}

/**
 * The files of other systems, the most telling first, by the field names that they document: SendGrid's suppression API,
 * Mailgun's import of suppressions, ListSuppressedDestinations of Amazon SES, Postmark's suppression dump.
 */
const PROVIDERS: Provider[] = [
  {
    name: "Repute",
    has: ["address", "domain-wide", "reason", "since", "until"],
    mapping: {
      columns: {
        ...{ address: "address", reason: "reason", since: "since", until: "until", list: "list" },
        ...{ senderDomain: "sender domain", note: "note" },
      },
      reason: "imported",
    },
  },
  {
    name: "Postmark",
    has: ["EmailAddress", "SuppressionReason"],
    mapping: {
      columns: { address: "EmailAddress", reason: "SuppressionReason", origin: "Origin", since: "CreatedAt" },
      reason: "imported",
    },
  },
  {
    name: "Amazon SES",
    has: ["EmailAddress", "Reason", "LastUpdateTime"],
    mapping: {
      columns: { address: "EmailAddress", reason: "Reason", since: "LastUpdateTime" },
      reason: "imported",
    },
  },
  {
    name: "SendGrid bounces, blocks or invalid addresses",
    has: ["reason", "email", "created"],
    mapping: { columns: { address: "email", since: "created", note: "reason" }, reason: "imported" },
  },
  {
    name: "SendGrid spam reports",
    has: ["email", "created", "ip"],
    mapping: { columns: { address: "email", since: "created" }, reason: "complaint" },
  },
  {
    name: "SendGrid unsubscribes",
    has: ["email", "created"],
    mapping: { columns: { address: "email", since: "created" }, reason: "unsubscribe" },
  },
  {
    name: "Mailgun bounces",
    has: ["address", "code", "error", "created_at"],
    mapping: { columns: { address: "address", since: "created_at", note: "error" }, reason: "imported" },
  },
  {
    name: "Mailgun unsubscribes",
    has: ["address", "tags", "created_at"],
    mapping: { columns: { address: "address", since: "created_at" }, reason: "unsubscribe" },
  },
  {
    name: "Mailgun complaints",
    has: ["address", "created_at"],
    mapping: { columns: { address: "address", since: "created_at" }, reason: "complaint" },
  },
];

/** Titles that tell the meaning of a column, compared without spaces, case and signs. */
const TITLES: Record<Field, string[]> = {
  address: [
    "email",
    "emailaddress",
    "address",
    "recipient",
    "mail",
    "emailadresse",
    "adresse",
    "courriel",
    "correo",
  ],
  reason: ["reason", "type", "suppressionreason", "suppressiontype", "cause"],
  origin: [],
  since: [
    "since",
    "created",
    "createdat",
    "date",
    "time",
    "timestamp",
    "addedat",
    "suppressedat",
    "unsubscribedat",
  ],
  until: ["until", "expires", "expiresat", "expiry", "enddate"],
  list: ["list", "listname", "topic", "group"],
  senderDomain: ["senderdomain", "fromdomain", "sendingdomain"],
  note: ["note", "notes", "comment", "description", "error"],
};

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

export interface Guess {
  /** Whose file it looks like; null: nobody's in particular. */
  provider: string | null;
  mapping: FileMapping;
}

/**
 * What the columns of a file probably mean.
 * @param sample the first rows, to find the addresses where no title tells, and to tell a word from an explanation
 */
export function guessMapping(columns: readonly string[], sample: readonly (readonly string[])[]): Guess {
  const provider = PROVIDERS.find(({ has }) => has.every((title) => columns.includes(title)));
  if (provider) {
    const { mapping, name } = provider;
    const there = Object.entries(mapping.columns).filter(([, title]) => columns.includes(title));
    return { provider: name, mapping: { ...mapping, columns: Object.fromEntries(there) } };
  }
  const mapping: FileMapping = { columns: {}, reason: "imported" };
  for (const field of FIELDS) {
    const title = columns.find((one) => TITLES[field].includes(plain(one)));
    if (title !== undefined) mapping.columns[field] = title;
  }
  const mailed = columns.find((_, i) => sample.some((cells) => cells[i]?.includes("@")));
  mapping.columns.address ??= mailed ?? columns[0];
  const { reason } = mapping.columns;
  const words = sample.map((cells) => cells[columns.indexOf(reason ?? "")] ?? "").filter(Boolean);
  if (reason !== undefined && words.length > 0 && !words.some((word) => reasonOf(word))) {
    delete mapping.columns.reason;
    mapping.columns.note ??= reason;
  }
  return { provider: null, mapping };
}

/** Words that providers and people use for each reason, as {@link plain} leaves them. */
const REASON_WORDS: Record<EntryReason, string[]> = {
  complaint: [
    "complaint",
    "complaints",
    "complained",
    "spamcomplaint",
    "spam",
    "spamreport",
    "spamreports",
    "abuse",
  ],
  unsubscribe: ["unsubscribe", "unsubscribed", "unsubscribes", "optout", "optedout", "globalunsubscribe"],
  manual: ["manual", "manualsuppression", "blocked", "blocklist", "blocklisted", "blacklist", "byhand"],
  imported: [
    "imported",
    "import",
    "bounce",
    "bounced",
    "hardbounce",
    "hard",
    "invalid",
    "invalidemail",
    "lease",
  ],
  soft: ["soft", "softbounce"],
};

/**
 * The reason that a word stands for; undefined for a word nobody uses. A bounce becomes `imported`: a lease has a
 * history, which a file does not bring.
 * @param origin who decided, in Postmark's files: there an unsubscribe is a manual suppression by the recipient
 */
export function reasonOf(word: string, origin = ""): EntryReason | undefined {
  const found = ENTRY_REASONS.find((reason) => REASON_WORDS[reason].includes(plain(word)));
  return found === "manual" && plain(origin) === "recipient" ? "unsubscribe" : found;
}
