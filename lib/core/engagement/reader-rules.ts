import type { Detail } from "@/lib/core/events";

/** What a request for a picture or a link says of who made it. */
export type Request = Pick<Detail, "userAgent" | "method" | "machine">;

/** A sign by which an open or a click is known to be a machine's. */
export interface ReaderRule {
  id: string;
  title: string;
  /** One sentence: what it looks at, and why that is no person. */
  why: string;
  /** What it catches, as it comes. */
  example: string;
  /** Of the request alone; null: of its moment, decided with all that is known of the delivery (see the readers migration). */
  applies: ((request: Request) => boolean) | null;
  /** Links only. */
  clicksOnly?: boolean;
}

/** Names under which gateways that check mail fetch its links, lower case. */
const SCANNERS =
  /barracuda|proofpoint|mimecast|trendmicro|trend micro|sophos|fireeye|forcepoint|messagelabs|symantec|ironport|cisco-?secure|zscaler|fortimail|fortiguard|checkpoint|safelinks|linkguard|urldefense|bitdefender|kaspersky|cloudmark|vade ?secure|hornetsecurity|retarus|egress|cyren|metadefender|virustotal|urlscan/;
/** Programs, robots and libraries, lower case. */
const PROGRAMS =
  /bot\b|crawler|spider|slurp|preview|python-|aiohttp|httpx|curl\/|wget\/|libwww|go-http-client|okhttp|java\/|apache-httpclient|node-fetch|axios|undici|headlesschrome|phantomjs|facebookexternalhit|scrapy|monitoring|uptime/;

const agent = ({ userAgent = "" }: Request): string => userAgent.toLowerCase();

/**
 * By which signs machines are told from people, first one first; the place (from 1) is in the database, so the list is append
 * only. Proxies that fetch a picture when a person opens the mail (Gmail, Yahoo) are no machines in this sense. Which machine
 * read a mail says nothing about its reader: these mails count as not read, not as ignored.
 */
export const READER_RULES: readonly ReaderRule[] = [
  {
    id: "provider",
    title: "Said by the provider",
    why: "The sending service marks the event as a machine's.",
    example: "sg_machine_open: true",
    applies: ({ machine }) => machine === true,
  },
  {
    id: "head",
    title: "Asked with HEAD",
    why: "Mail programs and browsers fetch with GET; HEAD only asks whether something is there.",
    example: "HEAD /new?utm_source=news",
    applies: ({ method }) => method?.toUpperCase() === "HEAD",
  },
  {
    id: "apple-prefetch",
    title: "Apple Mail privacy",
    why: "Apple's proxies fetch every picture by themselves, opened or not, and name no more than Mozilla/5.0.",
    example: "Mozilla/5.0",
    applies: ({ userAgent }) =>
      userAgent?.trim() === "Mozilla/5.0" || /AppleMailDoPre/i.test(userAgent ?? ""),
  },
  {
    id: "scanner",
    title: "Security scanner",
    why: "The name of a gateway that checks mail before it is delivered.",
    example: "LinkGuard/2.1",
    applies: (request) => SCANNERS.test(agent(request)),
  },
  {
    id: "program",
    title: "Program",
    why: "The name of a robot, a preview or a library, not of a mail program or browser.",
    example: "python-requests/2.32",
    applies: (request) => PROGRAMS.test(agent(request)),
  },
  {
    id: "at-once",
    title: "Within 2 seconds",
    why: "Nobody opens a mail within two seconds of its delivery; a gateway does.",
    example: "delivered 09:00:00.4, clicked 09:00:01.9",
    applies: null,
  },
  {
    id: "many-links",
    title: "Many links at once",
    why: "Three different links of one mail within two seconds of each other are followed by a scanner.",
    example: "/new, /club and /leave at 09:00:03",
    applies: null,
    clicksOnly: true,
  },
];

/** The place of the first rule that the request itself meets, from 1; 0 where none does: its moment decides. */
export const requestRule = (request: Request): number =>
  READER_RULES.findIndex(({ applies }) => applies?.(request)) + 1;

/** By whom mail was opened or clicked, as rollups count it: 0 nobody, 1 a person, else a rule's place + 1. */
export type Reader = number;
export const NOBODY: Reader = 0;
export const PERSON: Reader = 1;

/** The rule that names the reader; undefined for nobody and for people. */
export const ruleOf = (reader: Reader): ReaderRule | undefined => READER_RULES[reader - 2];
