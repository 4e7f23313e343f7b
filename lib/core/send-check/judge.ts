import { domainOf } from "@/lib/core/address";
import { addressChance, type Belief, type Chance } from "./bounce-rate";
import { type Findings, type Hold, type Likeness, type SendCheck, SILENT_AFTER } from "./findings";
import { type AddressHistory, SOFT_IN_A_ROW } from "./history";
import { roleOf } from "./roles";
import type { SyntaxFault } from "./syntax";
import type { DomainFault } from "./typo";

/** What is known of the addresses of a list. Keys are those of `ListRow`. */
export interface Knowledge {
  holds: ReadonlyMap<bigint, Hold>;
  histories: ReadonlyMap<bigint, AddressHistory>;
  faultOf(domain: string): DomainFault | null;
  beliefOf(domain: string): Belief;
}

/** A row of a list: its key, or what is wrong with its syntax. */
export type ListRow = { address: string } & ({ key: bigint } | { fault: SyntaxFault });

type Judged = Pick<SendCheck, "findings" | "coverage" | "chances" | "chanceOf" | "beliefs">;

/**
 * Judges every row of a list in one pass. Of an address that stands there several times the first row is judged, the
 * others are repeats of it and nothing else.
 */
export function judgeList(rows: readonly ListRow[], known: Knowledge): Judged {
  const findings: Findings = {
    suppressed: [],
    syntax: [],
    domain: [],
    hard: [],
    soft: [],
    duplicate: [],
    role: [],
    silent: [],
    unknown: [],
  };
  const coverage = { accepted: 0, observed: 0 };
  const chances = chanceBook(known);
  const first = new Map<bigint, number>();
  const chanceOf = rows.map((judged, row) => {
    if ("fault" in judged) {
      findings.syntax.push({ row, ...judged.fault });
      return -1;
    }
    const of = first.get(judged.key);
    if (of !== undefined) {
      findings.duplicate.push({ row, of, how: likeness(judged.address, rows[of]?.address ?? "") });
      return -1;
    }
    first.set(judged.key, row);
    const hold = known.holds.get(judged.key);
    if (hold) findings.suppressed.push({ row, ...hold });
    const domain = domainOf(judged.address);
    const fault = known.faultOf(domain);
    if (fault) findings.domain.push({ row, ...fault });
    const role = roleOf(judged.address);
    if (role) findings.role.push({ row, role });
    const history = known.histories.get(judged.key);
    if (!history) findings.unknown.push({ row });
    else judgeHistory(findings, row, history);
    coverage.accepted += history?.accepted ?? 0;
    coverage.observed += history?.observed ?? 0;
    return chances.number(domain, fault, history);
  });
  return { findings, coverage, chances: chances.chances, chanceOf, beliefs: chances.beliefs };
}

function judgeHistory(findings: Findings, row: number, history: AddressHistory): void {
  const { hardSince, hardTo, softSince, softFrom, softTo, observed, engaged } = history;
  if (hardTo !== null) findings.hard.push({ row, mails: hardSince, to: hardTo });
  if (softSince >= SOFT_IN_A_ROW && softFrom !== null && softTo !== null)
    findings.soft.push({ row, mails: softSince, from: softFrom, to: softTo });
  if (observed >= SILENT_AFTER && !engaged) findings.silent.push({ row, mails: observed });
}

function likeness(address: string, kept: string): Likeness {
  if (address === kept) return "same";
  return address.toLowerCase() === kept.toLowerCase() ? "case" : "spelling";
}

/** A run longer than this says no more. */
const LONGEST_RUN = 20;

/** Numbers the distinct chances, and the domains that they rest on. */
function chanceBook({ beliefOf }: Knowledge) {
  const [chances, beliefs]: [Chance[], Belief[]] = [[], []];
  const [numbers, domains] = [new Map<string, number>(), new Map<string, number>()];
  const domainNumber = (domain: string): number => {
    let number = domains.get(domain);
    if (number === undefined) {
      number = beliefs.push(beliefOf(domain)) - 1;
      domains.set(domain, number);
    }
    return number;
  };
  const number = (domain: string, fault: DomainFault | null, history?: AddressHistory): number => {
    // Nobody can deliver to a domain that cannot exist.
    const lost = fault !== null && fault.why !== "slip";
    const hard = Math.min(history?.hardSince ?? 0, LONGEST_RUN);
    const accepted = Math.min(history?.acceptedSince ?? 0, LONGEST_RUN);
    const name = lost ? "lost" : `${domain} ${hard} ${accepted}`;
    let found = numbers.get(name);
    if (found === undefined) {
      const place = lost ? -1 : domainNumber(domain);
      const belief = beliefs[place];
      const chance = belief
        ? addressChance(belief, place, { hard, accepted })
        : { mean: 1, leaning: 0, domain: -1 };
      found = chances.push(chance) - 1;
      numbers.set(name, found);
    }
    return found;
  };
  return { chances, beliefs, number };
}
