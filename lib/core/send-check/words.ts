import { count, counted, day } from "@/lib/core/format";
import type { FindingKind, Findings, SendCheck } from "./findings";
import type { DomainFault } from "./typo";

export const FINDING_TITLES: Record<FindingKind, string> = {
  suppressed: "Suppressed now",
  syntax: "Bad syntax",
  domain: "Wrong domain",
  hard: "Bounced hard the last time",
  soft: "Soft bounces in a row",
  duplicate: "Repeated",
  role: "Role accounts",
  silent: "Never opened, never clicked",
  unknown: "Never mailed",
};

const HOLD_WORDS: Record<string, string> = {
  bounce: "hard bounce",
  complaint: "complaint",
  unsubscribe: "unsubscribed",
  manual: "by hand",
  imported: "imported",
  soft: "soft bounces",
  "too-often": "had a mail already, and wants fewer,",
};
const LIKENESS = { same: "as", case: "in other case, as", spelling: "in another spelling, as" };

/** "hard bounce until 27 Nov", "unsubscribed from this list". */
function holdWords(
  { reason, until, scope }: Findings["suppressed"][number],
  now: number,
  tz: string,
): string {
  const scoped = scope === "list" ? " from this list" : scope === "sender" ? " for this sender" : "";
  return `${HOLD_WORDS[reason] ?? reason}${scoped}${until ? ` until ${day(Date.parse(until), tz, now)}` : ""}`;
}

/** What is wrong with a domain, without the suggestion. */
export const faultWords = ({ why }: Pick<DomainFault, "why">): string =>
  ({
    slip: "one slip from a domain that is mailed",
    reserved: "set apart for examples, gets no mail",
    "no-such-ending": "there is no such ending",
  })[why];

/** What each finding of a check says of a row. `tz` and `now` are for the days in it. */
export function findingWords(check: SendCheck, now: number, tz = "UTC") {
  const { findings, addresses } = check;
  // A row is behind its neighbours by as many rows as have no finding: looked up, not searched.
  const index = new Map(Object.entries(findings).map(([kind, list]) => [kind, byRow(list)]));
  const find = <K extends FindingKind>(kind: K, row: number) =>
    index.get(kind)?.get(row) as Findings[K][number] | undefined;
  return {
    /** A reason as one phrase; empty where the row has no such finding. */
    reason(kind: FindingKind, row: number): string {
      const said = phrase(kind, row);
      return said === null ? "" : said === "" ? FINDING_TITLES[kind] : `${FINDING_TITLES[kind]}: ${said}`;
    },
    phrase,
    /** The whole address that was probably meant. */
    suggestion(row: number): string | null {
      const suggestion = find("domain", row)?.suggestion;
      const address = addresses[row] ?? "";
      return suggestion ? `${address.slice(0, address.lastIndexOf("@"))}@${suggestion}` : null;
    },
  };

  /** What a finding says beyond its title; null where the row has none. */
  function phrase(kind: FindingKind, row: number): string | null {
    if (kind === "suppressed") {
      const hold = find(kind, row);
      return hold ? holdWords(hold, now, tz) : null;
    }
    if (kind === "syntax") {
      const fault = find(kind, row);
      return fault ? `${fault.what}${fault.at === null ? "" : ` (character ${fault.at})`}` : null;
    }
    if (kind === "domain") {
      const fault = find(kind, row);
      return fault ? faultWords(fault) : null;
    }
    if (kind === "hard") {
      const hard = find(kind, row);
      return hard ? `${counted(hard.mails, "mail")}, the last on ${day(hard.to, tz, now)}` : null;
    }
    if (kind === "soft") {
      const soft = find(kind, row);
      return soft ? `${count(soft.mails)} from ${day(soft.from, tz, now)} to ${day(soft.to, tz, now)}` : null;
    }
    if (kind === "duplicate") {
      const repeat = find(kind, row);
      return repeat ? `${LIKENESS[repeat.how]} row ${count(repeat.of + 1)}, which is kept` : null;
    }
    if (kind === "role") return find(kind, row)?.role ?? null;
    if (kind === "silent") {
      const silent = find(kind, row);
      return silent ? `of ${counted(silent.mails, "mail")}` : null;
    }
    return find(kind, row) ? "" : null;
  }
}

const byRow = <T extends { row: number }>(list: readonly T[]): Map<number, T> =>
  new Map(list.map((one) => [one.row, one]));
