import { organisationalDomain } from "./alignment";
import { byAttention, type DmarcCounts, type SourceState, stateOfSource } from "./judge";
import { keysWithSpf, type Origin, type SourceKind, signaturesOf, sourceOf } from "./source";

/** What reports count of one origin and one domain of From. */
export interface OriginCounts extends Origin, DmarcCounts {
  id: number;
  sender: string;
  /** UTC day from 1970 on which mail first failed; null: none did. */
  failingSince: number | null;
}

/** A source of mail in words and numbers. */
export interface SourceSummary extends DmarcCounts {
  key: string;
  kind: SourceKind;
  name: string;
  service: string | null;
  state: SourceState;
  mine: boolean | null;
  /** Numbers of its origins. */
  origins: number[];
  /** The domains that it writes as, most mail first. */
  senders: { domain: string; n: number; failed: number }[];
  networks: string[];
  /** Selectors of the senders' own keys. */
  selectors: string[];
  /** Foreign domains that its signatures or its return path pass for. */
  passesFor: string[];
  /** Signatures that did not hold, as `selector@domain`. */
  broken: string[];
  failingSince: number | null;
}

const add = (to: DmarcCounts, from: DmarcCounts): void => {
  for (const name of ["n", "dkim", "spf", "failed", "quarantined", "rejected"] as const)
    to[name] += from[name];
};

const unique = (values: string[]): string[] => [...new Set(values.filter((value) => value !== ""))].sort();

/** Puts what is counted by origin together by source, in the order of attention. */
export function groupSources(rows: OriginCounts[], answers: ReadonlyMap<string, boolean>): SourceSummary[] {
  const groups = new Map<string, { of: ReturnType<typeof sourceOf>; rows: OriginCounts[] }>();
  const keys = keysWithSpf(rows);
  for (const row of rows) {
    const of = sourceOf(row, row.sender, keys);
    const group = groups.get(of.key) ?? { of, rows: [] };
    group.rows.push(row);
    groups.set(of.key, group);
  }
  return [...groups.values()]
    .map(({ of, rows: own }) => summary(of, own, answers.get(of.key) ?? null))
    .sort(byAttention);
}

function summary(
  { key, kind, name, service }: ReturnType<typeof sourceOf>,
  rows: OriginCounts[],
  mine: boolean | null,
): SourceSummary {
  const counts: DmarcCounts = { n: 0, dkim: 0, spf: 0, failed: 0, quarantined: 0, rejected: 0 };
  const senders = new Map<string, { domain: string; n: number; failed: number }>();
  for (const row of rows) {
    add(counts, row);
    const sender = senders.get(row.sender) ?? { domain: row.sender, n: 0, failed: 0 };
    sender.n += row.n;
    sender.failed += row.failed;
    senders.set(row.sender, sender);
  }
  const signed = rows.flatMap((row) =>
    signaturesOf(row.signed).map((one) => ({
      ...one,
      own: organisationalDomain(one.domain) === organisationalDomain(row.sender),
    })),
  );
  const returnPaths = rows
    .filter(
      ({ spfResult, spfDomain, sender }) =>
        spfResult === "pass" && organisationalDomain(spfDomain) !== organisationalDomain(sender),
    )
    .map(({ spfDomain }) => spfDomain);
  const since = rows.flatMap(({ failingSince }) => (failingSince === null ? [] : [failingSince]));
  return {
    ...{ key, kind, name, service: service?.id ?? null, mine, ...counts },
    state: stateOfSource(kind, counts, mine),
    origins: [...new Set(rows.map(({ id }) => id))],
    senders: [...senders.values()].sort((a, b) => b.n - a.n || (a.domain < b.domain ? -1 : 1)),
    networks: unique(rows.map(({ network }) => network)),
    selectors: unique(signed.filter(({ own }) => own).map(({ selector }) => selector)),
    passesFor: unique([...signed.filter(({ own }) => !own).map(({ domain }) => domain), ...returnPaths]),
    broken: unique(rows.map(({ broken }) => broken)),
    failingSince: since.length > 0 ? Math.min(...since) : null,
  };
}
