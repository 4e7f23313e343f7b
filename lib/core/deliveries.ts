import { domainOf } from "./address";
import { evidenceKey } from "./bounce/evidence";
import { caughtBit, clickOf, isEngagement, joinClick, requestKey } from "./engagement/readers";
import { type Detail, isBounce, kindCode, type MailEvent, routeCode } from "./events";
import { FACT_KINDS } from "./suppression";
import { packVerdict } from "./verdict";

/** Who stands behind the names. Injected, since hashing and the dictionary of senders are not pure. */
export interface Keys {
  address(recipient: string): bigint;
  message(source: string, messageId: string): bigint;
  /** Number of a sender; 0 for the empty name. Of two senders of one delivery the greater number wins. */
  sender(name: string): number;
  /** Number of a campaign. Of two campaigns of one delivery the greater number wins. */
  campaign(name: string): number;
}

/** What a batch says of one (message, recipient). Each column is a join: least, greatest or or. */
export interface FoldedDelivery {
  address: bigint;
  message: bigint;
  /** Least time of what its provider says became of it (ms); null while nothing but engagement and mails is known. */
  at: number | null;
  /** Greatest packed verdict. */
  verdict: number;
  /** Greatest number. */
  sender: number;
  domain: string;
  /** Greatest number; null where none is named. */
  campaign: number | null;
  /** Or of 1 << kind code, and of what machines did (lib/core/engagement/readers.ts). */
  seen: number;
  /** Least time of its delivery, as its provider tells it; null where none is known. */
  deliveredAt: number | null;
  /** Greatest time of an open that may be a person's. */
  openedAt: number | null;
  /** Clicks that may be a person's, ascending. */
  clicks: number[];
  /** Greatest spelling by code point, the order of the database. */
  recipient: string;
  messageId: string;
}

/** A claim that bears on the lease of an address; `kind` is the position in FACT_KINDS. */
export interface FoldedFact {
  address: bigint;
  kind: number;
  message: bigint;
  at: number;
  recipient: string;
}

/** One row of the event log. */
export interface LogRow {
  at: number;
  address: bigint;
  message: bigint;
  kind: number;
  route: number;
  /** Which of the reports of one instant it is: of a bounce see `evidenceKey`, of engagement `requestKey`; else 0. */
  evidence: number;
  verdict: number;
  sender: number;
  campaign: number | null;
  recipient: string;
  messageId: string;
  detail: Detail | undefined;
}

export interface FoldedBatch {
  /** By (address, message): the order in which every writer locks rows. */
  deliveries: FoldedDelivery[];
  /** By (address, message), one a kind, at its least time. */
  facts: FoldedFact[];
  /** By time, then key: pages of the log fill from the right. */
  log: LogRow[];
}

/**
 * Statuses of a recipient end with `expanded`; what follows is engagement, which has no say in when a delivery was. Nor have
 * reports by mail, whose clocks are anybody's.
 */
const LAST_STATUS = kindCode("expanded");
const [DELIVERED, OPENED, CLICKED] = [kindCode("delivered"), kindCode("opened"), kindCode("clicked")];
const BOUNCE = FACT_KINDS.indexOf("bounce");
const PLATFORM_DROP = FACT_KINDS.indexOf("platformDrop");

/** What an event claims about the lease of its address. The lists of other providers than ACS have no steps to lift. */
const claimOf = ({ kind, source }: MailEvent): number | undefined =>
  kind === "hard" ? BOUNCE : kind === "suppressed" && source === "acs" ? PLATFORM_DROP : undefined;

/** Whether `a` comes after `b` by code point. JavaScript compares UTF-16 units, which differs beyond the BMP. */
export function isAfter(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? a.codePointAt(i)! > b.codePointAt(i)! : x > y;
  }
  return a.length > b.length;
}
/** Null is less than any number. */
const greater = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;
const later = (a: string, b: string): string => (a === b || isAfter(b, a) ? b : a);

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (a: Row, b: Row): number =>
  a.near - b.near || order(a.address, b.address) || order(a.message, b.message);
const byTime = (a: Row, b: Row): number =>
  a.at - b.at || byKey(a, b) || a.kind - b.kind || a.route - b.route || a.evidence - b.evidence;

/** `near` is the address rounded, which settles nearly every comparison of two 64-bit numbers. */
type Row = LogRow & { near: number; claim: number | undefined; byMail: boolean };

function evidenceIn({ kind, detail }: MailEvent): number {
  if (isBounce(kind)) return evidenceKey(detail);
  return isEngagement(kind) ? requestKey(kind, detail) : 0;
}

function toRow(event: MailEvent, keys: Keys): Row {
  const address = keys.address(event.recipient);
  return {
    near: Number(address),
    claim: claimOf(event),
    byMail: event.route === "mail",
    at: event.at,
    address,
    message: keys.message(event.source, event.messageId),
    kind: kindCode(event.kind),
    route: routeCode(event.source, event.route),
    evidence: evidenceIn(event),
    verdict: packVerdict(event),
    sender: keys.sender(event.sender),
    campaign: event.campaign ? keys.campaign(event.campaign) : null,
    recipient: event.recipient,
    messageId: event.messageId,
    detail: event.detail,
  };
}

const NO_CLICKS: number[] = [];

/** What tells people from machines, see lib/core/engagement/readers.ts. */
function foldReaders(known: FoldedDelivery, { kind, at, evidence, byMail }: Row): void {
  if (kind === DELIVERED && !byMail && (known.deliveredAt === null || at < known.deliveredAt))
    known.deliveredAt = at;
  if (kind !== OPENED && kind !== CLICKED) return;
  const caught = caughtBit(kind === OPENED ? "opened" : "clicked", evidence);
  known.seen |= caught;
  if (caught) return;
  if (kind === CLICKED) known.clicks = joinClick(known.clicks, clickOf(at, evidence));
  else if (known.openedAt === null || at > known.openedAt) known.openedAt = at;
}

/** Rows in key order, to one row a delivery and one claim a kind. */
function foldDeliveries(rows: Row[]): Pick<FoldedBatch, "deliveries" | "facts"> {
  const deliveries: FoldedDelivery[] = [];
  const facts: FoldedFact[] = [];
  const domains = new Map<string, string>();
  let known: FoldedDelivery | undefined;
  let firstClaim = 0;
  for (const row of rows) {
    const { address, message, recipient } = row;
    if (recipient === "") continue;
    if (known?.address !== address || known.message !== message) {
      const written = recipient.slice(recipient.lastIndexOf("@") + 1);
      const domain = domains.get(written) ?? domainOf(recipient);
      if (!domains.has(written)) domains.set(written, domain);
      const { verdict, sender, campaign, messageId } = row;
      // In one piece, not by spreads: this runs for every delivery.
      known = {
        address,
        message,
        at: null,
        verdict,
        sender,
        domain,
        campaign,
        seen: 0,
        recipient,
        messageId,
        deliveredAt: null,
        openedAt: null,
        clicks: NO_CLICKS,
      };
      deliveries.push(known);
      firstClaim = facts.length;
    }
    if (row.kind <= LAST_STATUS && !row.byMail && (known.at === null || row.at < known.at)) known.at = row.at;
    if (row.verdict > known.verdict) known.verdict = row.verdict;
    if (row.sender > known.sender) known.sender = row.sender;
    known.campaign = greater(known.campaign, row.campaign);
    known.seen |= 1 << row.kind;
    foldReaders(known, row);
    known.recipient = later(known.recipient, recipient);
    known.messageId = later(known.messageId, row.messageId);

    const kind = row.claim;
    if (kind === undefined) continue;
    const claim = facts.slice(firstClaim).find((fact) => fact.kind === kind);
    if (!claim) {
      facts.push({ address, kind, message, at: row.at, recipient });
      continue;
    }
    claim.at = Math.min(claim.at, row.at);
    claim.recipient = later(claim.recipient, recipient);
  }
  return { deliveries, facts };
}

/** Rows in time order; two reports of one instant by one route become one, in the words of the better evidenced. */
function foldLog(rows: Row[]): LogRow[] {
  const log: Row[] = [];
  for (const row of rows) {
    const known = log.at(-1);
    if (!known || byTime(known, row) !== 0) {
      log.push(row);
      continue;
    }
    if (row.verdict > known.verdict) {
      known.verdict = row.verdict;
      known.detail = row.detail;
    }
    known.sender = Math.max(known.sender, row.sender);
    known.campaign = greater(known.campaign, row.campaign);
    known.recipient = later(known.recipient, row.recipient);
    known.messageId = later(known.messageId, row.messageId);
  }
  return log;
}

/**
 * Folds a batch in any order, repeats included: one row for each delivery, claim and log entry. Folding two batches and
 * joining their rows gives what folding both at once gives. Events without a recipient reach the log only.
 */
export function foldBatch(events: MailEvent[], keys: Keys): FoldedBatch {
  const rows = events.map((event) => toRow(event, keys)).sort(byKey);
  return { ...foldDeliveries(rows), log: foldLog(rows.sort(byTime)) };
}
