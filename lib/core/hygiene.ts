import { domainOf } from "./address";
import { providerOf } from "./provider";
import { type AddressHistory, SOFT_IN_A_ROW } from "./send-check/history";
import { roleOf } from "./send-check/roles";
import type { DomainFault } from "./send-check/typo";

/** Why an own list should lose an address, the strongest reason first. */
export const HYGIENE_REASONS = ["complained", "role", "hard", "dead-domain", "domain", "soft"] as const;
export type HygieneReason = (typeof HYGIENE_REASONS)[number];

export const HYGIENE_STATES = ["open", "accepted", "dismissed"] as const;
export type HygieneState = (typeof HYGIENE_STATES)[number];

/** What speaks against an address. Times in ms since 1970; `at` and `to` are of the latest event. */
export type Evidence =
  | { reason: "complained"; at: number }
  | { reason: "role"; role: string; at: number }
  | { reason: "hard"; mails: number; days: number; from: number; to: number; lastStep: boolean }
  | { reason: "dead-domain"; bounced: number; to: number }
  | ({ reason: "domain"; to: number } & DomainFault)
  | { reason: "soft"; mails: number; from: number; to: number };

/** Hard bounces on so many days are no accident of one day's mailing. */
const HARD_DAYS = 2;
/** So many bounces, and no mail but them, make a domain dead. */
const DEAD_AFTER = 3;

/** What is known of an address that bounced or complained. */
export interface HygieneFacts {
  recipient: string;
  /** Undefined where no mail to it is kept. */
  history: AddressHistory | undefined;
  /** When an entry says that its owner complained; null for none. */
  complaint: number | null;
  /** Whether its lease in force stands on the last step. */
  lastStep: boolean;
  fault: DomainFault | null;
  /** Of all mail to its domain; undefined where there was none. */
  domain: { delivered: number; soft: number; hard: number } | undefined;
}

/** All that speaks against an address, the strongest first; empty where nothing does, or no longer. */
export function evidenceAgainst({
  recipient,
  history,
  complaint,
  lastStep,
  fault,
  domain,
}: HygieneFacts): Evidence[] {
  const found: Evidence[] = [];
  const complained = Math.max(complaint ?? 0, history?.complained ?? 0);
  if (complained > 0) {
    found.push({ reason: "complained", at: complained });
    const role = roleOf(recipient);
    if (role) found.push({ reason: "role", role, at: complained });
  }
  if (!history) return found;
  const { hardSince, hardDays, hardFrom, hardTo, softSince, softFrom, softTo, accepted } = history;
  if (hardFrom !== null && hardTo !== null) {
    if (hardDays >= HARD_DAYS || lastStep)
      found.push({ reason: "hard", mails: hardSince, days: hardDays, from: hardFrom, to: hardTo, lastStep });
    // A mailbox provider is alive, whoever of its people we wrote to.
    const own = providerOf(domainOf(recipient)) === "Others";
    const dead = own && domain && domain.delivered === 0 && domain.soft === 0 && domain.hard >= DEAD_AFTER;
    if (dead && accepted === 0) found.push({ reason: "dead-domain", bounced: domain.hard, to: hardTo });
  }
  const bounced = Math.max(hardTo ?? 0, softTo ?? 0);
  if (fault && bounced > 0) found.push({ reason: "domain", to: bounced, ...fault });
  if (softSince >= SOFT_IN_A_ROW && softFrom !== null && softTo !== null)
    found.push({ reason: "soft", mails: softSince, from: softFrom, to: softTo });
  return found;
}

/** When the latest of it happened. */
export const latestOf = (evidence: readonly Evidence[]): number =>
  Math.max(...evidence.map((one) => ("at" in one ? one.at : one.to)));

/** A row of the worklist, as far as a pass minds it. */
export interface HygieneItem {
  state: HygieneState;
  evidence: readonly Evidence[];
  /** The latest evidence that the decision knew; null while open. */
  decidedUpon: number | null;
  version: number;
}

/** What a pass makes of a row. */
export type Change =
  | { act: "none" }
  | { act: "remove" }
  | { act: "write"; state: HygieneState; returned: boolean; version: number };

/**
 * What becomes of a row now that this evidence stands. A decision stays, but a dismissal is taken back by evidence later
 * than it knew; a row that is open goes when nothing speaks against its address any more.
 */
export function revised(item: HygieneItem | undefined, evidence: readonly Evidence[]): Change {
  if (evidence.length === 0) return item?.state === "open" ? { act: "remove" } : { act: "none" };
  if (!item) return { act: "write", state: "open", returned: false, version: 0 };
  if (sameEvidence(item.evidence, evidence)) return { act: "none" };
  const version = item.version + 1;
  const returned = item.state === "dismissed" && latestOf(evidence) > (item.decidedUpon ?? 0);
  return { act: "write", state: returned ? "open" : item.state, returned, version };
}

/** The database keeps the keys of an object in an order of its own. */
const sameEvidence = (a: readonly Evidence[], b: readonly Evidence[]): boolean =>
  JSON.stringify(a.map(sorted)) === JSON.stringify(b.map(sorted));
const sorted = (one: Evidence) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
