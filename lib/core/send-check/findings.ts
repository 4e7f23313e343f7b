import type { Belief, Chance } from "./bounce-rate";
import type { DomainFault } from "./typo";

/** What can speak against an address of a list, in the order in which it is told. */
export const FINDING_KINDS = [
  "suppressed",
  "syntax",
  "domain",
  "hard",
  "soft",
  "duplicate",
  "role",
  "silent",
  "unknown",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Why a send would be held back, as POST /api/v1/suppressions/check says it. */
export interface Hold {
  reason: string;
  /** ISO 8601, UTC; null: no end. */
  until: string | null;
  scope: string;
}

/** How a repeated address is written: letter by letter the same, in other case, or another spelling of the same. */
export type Likeness = "same" | "case" | "spelling";

/** Rows are counted from 0, without the header; those of a kind are in the order of the list. */
export interface Findings {
  suppressed: ({ row: number } & Hold)[];
  syntax: { row: number; what: string; at: number | null }[];
  domain: ({ row: number } & DomainFault)[];
  /** Hard bounces since the last mail that was accepted. */
  hard: { row: number; mails: number; to: number }[];
  soft: { row: number; mails: number; from: number; to: number }[];
  /** `of` is the row that is kept: the first. */
  duplicate: { row: number; of: number; how: Likeness }[];
  role: { row: number; role: string }[];
  silent: { row: number; mails: number }[];
  unknown: { row: number }[];
}

/** Of how much of the accepted mail to the addresses an open or a click would have been seen. */
export interface Coverage {
  accepted: number;
  observed: number;
}

/** What a list was found to be. Nothing of it is stored. */
export interface SendCheck {
  /** The address of each row, as written. */
  addresses: string[];
  /** Cells of the first record, and which of them the addresses were taken from. */
  columns: string[];
  column: number;
  /** Whether the first record is a header, which is no row. */
  header: boolean;
  encoding: "UTF-8" | "Latin-1";
  /** The byte of the text (UTF-8) at which each record ends, the header's first. */
  ends: number[];
  findings: Findings;
  coverage: Coverage;
  /** Distinct chances of a hard bounce; `chanceOf` says which one a row has: -1 for bad syntax and repeats. */
  chances: Chance[];
  chanceOf: number[];
  /** What is known of the domains that the chances rest on. */
  beliefs: Belief[];
}

/** Mailed at least so often, and never an open or a click: then silence says something. */
export const SILENT_AFTER = 10;

export type Chosen = Record<FindingKind, boolean>;

/** What is taken out unless somebody says otherwise: what cannot, must not or will hardly be delivered. */
export const CHOSEN_AT_FIRST: Chosen = {
  suppressed: true,
  syntax: true,
  domain: true,
  hard: true,
  soft: true,
  duplicate: true,
  role: false,
  silent: false,
  unknown: false,
};

/** Which rows go when these findings do, with the kinds that each of them has. */
export function removedRows(findings: Findings, chosen: Chosen): Map<number, FindingKind[]> {
  const removed = new Map<number, FindingKind[]>();
  for (const kind of FINDING_KINDS) {
    if (!chosen[kind]) continue;
    for (const { row } of findings[kind]) {
      const kinds = removed.get(row);
      if (kinds) kinds.push(kind);
      else removed.set(row, [kind]);
    }
  }
  return removed;
}
