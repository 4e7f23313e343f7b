import { z } from "zod";
import type { Evidence, HygieneState } from "@/lib/core/hygiene";
import { HygieneFilter } from "@/lib/core/hygiene-filter";
import type { Database } from "@/lib/server/database";
import { type HygieneRecord, hygieneRecords } from "@/lib/server/hygiene-rows";
import { printCursor, readCursor } from "./keyset";

export const hygieneQuery = HygieneFilter.extend({ cursor: z.string().max(200).optional() });

const PAGE = 50;

/** Times in ms since 1970. */
export interface HygieneRow {
  /** Key of the address, decimal. */
  address: string;
  recipient: string;
  evidence: Evidence[];
  evidenceAt: number;
  foundAt: number;
  state: HygieneState;
  decidedAt: number | null;
  decidedBy: string | null;
  /** When later evidence took a dismissal back. */
  returnedAt: number | null;
  version: number;
}

export interface Hygiene {
  /** The latest evidence first, at most 50. */
  rows: HygieneRow[];
  /** For the next page; null at the end. */
  next: string | null;
  /** Of the whole list, whatever is shown. */
  counts: Record<HygieneState, number>;
  /** When the log was last looked through, and when the whole of it; null before the first time. */
  through: number | null;
  wholeAt: number | null;
}

/** One page of the addresses that the organisation's own lists should lose, by keyset. */
export async function hygiene(
  db: Database,
  { cursor, ...filter }: z.infer<typeof hygieneQuery>,
): Promise<Hygiene> {
  const place = readCursor(cursor, 1);
  const after = place && { at: place.at, address: place.keys[0] ?? 0n };
  const [records, groups, [pass]] = await Promise.all([
    hygieneRecords(db, filter, after, PAGE + 1),
    db.$queryRaw<{ state: HygieneState; n: number }[]>`
      select state, count(*)::float8 as n from hygiene_item group by state`,
    db.$queryRaw<{ through: Date | null; whole_at: Date | null }[]>`
      select through, whole_at from hygiene_pass where id = 1`,
  ]);
  const shown = records.slice(0, PAGE);
  const last = shown.at(-1);
  const numberOf = (state: HygieneState) => groups.find((group) => group.state === state)?.n ?? 0;
  return {
    rows: shown.map(rowOf),
    next: last && records.length > PAGE ? printCursor({ at: last.evidence_at, keys: [last.address] }) : null,
    counts: { open: numberOf("open"), accepted: numberOf("accepted"), dismissed: numberOf("dismissed") },
    through: pass?.through?.getTime() ?? null,
    wholeAt: pass?.whole_at?.getTime() ?? null,
  };
}

const rowOf = (record: HygieneRecord): HygieneRow => ({
  address: String(record.address),
  recipient: record.recipient,
  evidence: record.evidence,
  evidenceAt: record.evidence_at.getTime(),
  foundAt: record.found_at.getTime(),
  state: record.state,
  decidedAt: record.decided_at?.getTime() ?? null,
  decidedBy: record.decided_by,
  returnedAt: record.returned_at?.getTime() ?? null,
  version: record.version,
});
