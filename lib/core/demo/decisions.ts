import type { LeaveReason } from "@/lib/core/leave-reasons";
import { RECIPIENT_WORDS, wordingOf } from "@/lib/core/recipient-words";
import { FIRST_NAMES, LAST_NAMES, LISTS, MAILBOXES } from "./bookshop";
import { type Random, random } from "./random";
import type { Reader } from "./readers";

/*
 * How the shop's readers came to its lists, and how they left: what its ledger would tell. Invented as the history is, and
 * in step with it: who has left there has left here, at the same time.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A row of the ledger to be. Times in ms since 1970. */
export interface DemoDecision {
  /** Positions among the readers and in LISTS. */
  reader: number;
  list: number;
  at: number;
  action: "joined" | "left" | "said";
  door: "confirmed" | "import" | "one-click" | "page" | "mailto";
  reason: LeaveReason | "";
  wording: string;
  network: string;
  agent: "browser" | "mail-program" | "program" | "";
  /** Position in CONSENTS of the text that was agreed to; null: none. */
  consent: number | null;
  /** Of a confirmed one: when it was asked for. */
  askedAt: number | null;
  /** From the asking until it was in force; null: not measured. */
  honouredMs: number | null;
}

/** Somebody who asked for a list and has not confirmed it. */
export interface DemoRequest {
  address: string;
  list: number;
  at: number;
  consent: number;
}

/** What people agreed to; the first of a language until the next of it. */
export const CONSENTS = [
  {
    language: "en",
    version: 1,
    daysAgo: 420,
    text: (list: string) => `Yes, send me “${list}” by Marlow Books. I can leave at any time.`,
  },
  {
    language: "de",
    version: 1,
    daysAgo: 420,
    text: (list: string) => `Ja, schickt mir „${list}“ von Marlow Books. Abmelden geht jederzeit.`,
  },
  {
    language: "en",
    version: 2,
    daysAgo: 120,
    text: (list: string) =>
      `Yes, Marlow Books may send me “${list}” by e-mail. Every mail has a link by which I leave.`,
  },
] as const;

/** Networks that belong to nobody (RFC 5737, RFC 3849). */
const NETWORKS = ["192.0.2.0", "198.51.100.0", "203.0.113.0", "2001:db8:12::", "2001:db8:4f::"];

const WAYS_OUT = [
  { door: "one-click", weight: 60 },
  { door: "page", weight: 30 },
  { door: "mailto", weight: 10 },
] as const;
const REASONS = [
  { reason: "too-often", weight: 45 },
  { reason: "not-for-me", weight: 34 },
  { reason: "other", weight: 13 },
  { reason: "never-asked", weight: 8 },
] as const;

const GERMAN = /@(gmx\.net|web\.de|hafenbuero\.example|akademie-sued\.example)$/;
const languageOf = (address: string): "de" | "en" => (GERMAN.test(address) ? "de" : "en");
const NOTHING = { reason: "", wording: "", network: "", agent: "", consent: null, askedAt: null } as const;

/** The ledger up to `now` (ms), in order of time; the same for the same readers and seed. */
export function decisionsOf(readers: readonly Reader[], now: number, seed: number): DemoDecision[] {
  const stream = random(seed);
  const rows = readers.flatMap((one, reader) =>
    one.lists.flatMap(({ list, since, leftAt }) => [
      { ...joining(one, list, since, now, stream), reader, list },
      ...(leftAt === null ? [] : leaving(one, leftAt, stream).map((row) => ({ ...row, reader, list }))),
    ]),
  );
  return rows.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}

type Told = Omit<DemoDecision, "reader" | "list">;

/** Most asked by the form; the others, and all of what is always on, came with the shop's old files. */
function joining({ address }: Reader, list: number, at: number, now: number, stream: Random): Told {
  const by = { at, action: "joined", honouredMs: null } as const;
  if (LISTS[list]!.kind === "transactional" || stream.chance(0.25))
    return { ...NOTHING, ...by, door: "import" };
  return {
    ...{ ...NOTHING, ...by, door: "confirmed", consent: consentAt(languageOf(address), at, now) },
    ...{ ...read(address, stream), askedAt: at - Math.floor(stream.between(0.5, 90) ** 2 * SECOND) },
  };
}

/** Pages and mail programs are in force at once; an unsubscribe mail waits until the mailbox is read. */
function leaving({ address }: Reader, at: number, stream: Random): Told[] {
  const { door } = stream.weighted(WAYS_OUT);
  const left = { ...NOTHING, at, action: "left", door } as const;
  const network = stream.pick(NETWORKS);
  if (door === "one-click")
    return [{ ...left, network, agent: "program", honouredMs: Math.floor(stream.between(5, 70)) }];
  if (door === "mailto") {
    const waited = stream.chance(0.06) ? stream.between(1, 9) * HOUR : stream.between(4, 240) * SECOND;
    return [{ ...left, honouredMs: Math.floor(waited) }];
  }
  const own = { ...read(address, stream), honouredMs: Math.floor(stream.between(8, 120)) };
  const { reason } = stream.weighted(REASONS);
  const said = { action: "said", reason, at: at + Math.floor(stream.between(3, 25) * SECOND) } as const;
  return [
    { ...left, ...own },
    ...(stream.chance(0.7) ? [{ ...left, ...own, ...said, honouredMs: null }] : []),
  ];
}

const read = (address: string, stream: Random) => ({
  wording: wordingOf(RECIPIENT_WORDS[languageOf(address)]),
  network: stream.pick(NETWORKS),
  agent: "browser" as const,
});

/** The text in force at `at`. */
function consentAt(language: string, at: number, now: number): number {
  return CONSENTS.findLastIndex((one) => one.language === language && at >= now - one.daysAgo * DAY);
}

/** Who asked within the last 28 days and has not confirmed: about one in five of those who ask. */
export function requestsOf(decisions: readonly DemoDecision[], now: number, seed: number): DemoRequest[] {
  const stream = random(seed + 1);
  return decisions
    .filter(({ door, askedAt }) => door === "confirmed" && askedAt !== null && askedAt > now - 28 * DAY)
    .filter(() => stream.chance(0.22))
    .map(({ list, askedAt }, i) => {
      const name = `${stream.pick(FIRST_NAMES)}.${stream.pick(LAST_NAMES)}`;
      const address = `${name}.demo${900_000 + i}@${stream.weighted(MAILBOXES).domain}`;
      const at = Math.min(now, askedAt! + Math.floor(stream.between(0, 5) * HOUR));
      return { address, list, at, consent: consentAt(languageOf(address), at, now) };
    });
}
