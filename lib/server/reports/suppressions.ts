import { z } from "zod";
import { explainCode } from "@/lib/core/bounce/codes";
import { afterSend } from "@/lib/core/suppression";
import { suppressionFilter } from "@/lib/core/suppression-filter";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { numbers, times } from "@/lib/server/literals";
import { type PastRelease, releasedBefore, releasesOf } from "@/lib/server/past-releases";
import { LEASE, type ListedRow, listStatement, printCursor } from "@/lib/server/suppression-listing";
import { codeOf } from "./bounced";

const PAGE = 50;

export const suppressionQuery = suppressionFilter.extend({ cursor: z.string().max(1_000).optional() });
export type SuppressionQuery = z.infer<typeof suppressionQuery>;

export interface SuppressionRow {
  /** Unique in the list: "lease" or "entry", and its number. */
  id: string;
  /** "@domain" for everybody there. */
  recipient: string;
  /** Key of the address, decimal. */
  address: string;
  reason: SuppressionReason;
  /** The bounce that began the cycle; null for entries and for inferred cycles. */
  code: { code: string; title: string } | null;
  /** Time of the latest event, ms. */
  since: number;
  /** Null: no end. */
  until: number | null;
  /** Null for entries, as are the next two. */
  step: number | null;
  cycleStart: number | null;
  /** What a send now would make of the lease. */
  nextSend: { step: number; until: number } | null;
  /** The platform knew the address before we did. */
  inferred: boolean;
  /** The one list it is about; null: not about one. */
  list: string | null;
  /** The one sender domain it is about; empty: not about one. */
  sender: string;
  note: string;
  /** Time from the latest release of this address until it was suppressed again, ms; null: not released before. */
  again: number | null;
}

export interface Suppressions {
  /** At most 50, in the order of lib/server/suppression-listing.ts. */
  rows: SuppressionRow[];
  /** For the next page; null at the end. */
  next: string | null;
}

/**
 * One page of what is in force at `now`, by keyset. The cached leases are read as they stand: one whose latest fact is
 * stamped later than `now` shows that state already.
 */
export async function suppressions(
  db: Database,
  wanted: SuppressionQuery,
  now: number,
): Promise<Suppressions> {
  const statement = listStatement(wanted, new Date(now), PAGE + 1);
  const rows = statement ? await db.$queryRaw<ListedRow[]>(statement) : [];
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const [verdicts, releases] = await Promise.all([
    verdictsOf(db, shown),
    releasesOf(
      db,
      shown.map((row) => row.address),
    ),
  ]);
  return {
    rows: shown.map((row) => suppressionRow(row, verdicts.get(row.address), releases, now)),
    next: last && rows.length > PAGE ? printCursor(last) : null,
  };
}

/** What the bounces that began these cycles came to, by address; as a part of the page a cluster refuses it. */
async function verdictsOf(db: Database, rows: ListedRow[]): Promise<Map<bigint, bigint>> {
  const cycles = rows.filter((row) => row.cycle_start);
  const found = await db.$queryRaw<{ address: bigint; verdict: bigint }[]>`
    select f.address, max(d.verdict) as verdict
    from unnest(${numbers(cycles.map((row) => row.address))}::bigint[],
      ${times(cycles.map((row) => row.cycle_start))}::timestamp[]) as cycle (address, start)
    join suppression_fact f on f.address = cycle.address and f.at = cycle.start and f.kind = 1
    join delivery d on d.address = f.address and d.message = f.message group by 1`;
  return new Map(found.map(({ address, verdict }) => [address, verdict]));
}

function suppressionRow(
  row: ListedRow,
  verdict: bigint | undefined,
  releases: PastRelease[],
  now: number,
): SuppressionRow {
  const began = (row.cycle_start ?? row.since).getTime();
  const { step, inferred } = row;
  const [cycleStart, until] = [row.cycle_start?.getTime() ?? null, row.until?.getTime() ?? null];
  const isLease = step !== null && cycleStart !== null && until !== null;
  const next = isLease ? afterSend({ cycleStart, step, until, inferred }, now) : null;
  return {
    id: `${row.kind === LEASE ? "lease" : "entry"}.${row.id}`,
    recipient: row.recipient,
    address: String(row.address),
    reason: row.reason,
    code: isLease && verdict !== undefined ? named(verdict) : null,
    since: row.since.getTime(),
    until,
    step,
    cycleStart,
    nextSend: next && { step: next.step, until: next.until },
    inferred,
    list: row.list,
    sender: row.sender,
    note: row.note,
    again: releasedBefore(releases, row.address, began),
  };
}

function named(verdict: bigint): { code: string; title: string } {
  const unpacked = unpackVerdict(Number(verdict));
  return { code: codeOf(unpacked), title: explainCode(unpacked).title };
}
