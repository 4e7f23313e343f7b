import { z } from "zod";
import { parseAddress } from "@/lib/core/address";
import { explainCode } from "@/lib/core/bounce/codes";
import { afterSend, MAX_STAY } from "@/lib/core/suppression";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { addressKey } from "@/lib/server/keys";
import { numbers, times } from "@/lib/server/literals";
import { Prisma } from "@/prisma/generated/client";
import { codeOf } from "./bounced";
import { type Cursor, printCursor, readCursor } from "./keyset";

const PAGE = 50;
const DAY = 86_400_000;
const REASONS = ["bounce", "complaint", "unsubscribe", "manual"] as const;

/** Why an address is kept from mail: a lease of the managed list, or an entry, which has no steps. */
export type SuppressionReason = (typeof REASONS)[number];

export const suppressionQuery = z.object({
  /** An address, or a part of an address or domain. */
  q: z.string().max(400).optional(),
  reason: z.enum(REASONS).optional(),
  /** 0 to 4: leases of that step only. */
  step: z.coerce.number().int().min(0).max(4).optional(),
  cursor: z.string().max(200).optional(),
});
export type SuppressionQuery = z.infer<typeof suppressionQuery>;

export interface SuppressionRow {
  /** Unique in the list. */
  id: string;
  recipient: string;
  /** Key of the address, decimal. */
  address: string;
  reason: SuppressionReason;
  /** The bounce that began the cycle; null for entries and for inferred cycles. */
  code: { code: string; title: string } | null;
  /** Time of the latest event, ms; the list is sorted by it. */
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
  /** The one list it is about; null: all mail. */
  list: string | null;
  note: string;
}

export interface Suppressions {
  /** Latest event first, at most 50. */
  rows: SuppressionRow[];
  /** For the next page; null at the end. */
  next: string | null;
  /** All that is in force now, whatever the search. */
  counts: Record<SuppressionReason, number>;
  /** Leases that run out within 24 hours. */
  endingSoon: number;
}

interface Row {
  since: Date;
  id: bigint;
  reason: SuppressionReason;
  recipient: string;
  address: bigint;
  step: number | null;
  cycle_start: Date | null;
  until: Date | null;
  inferred: boolean;
  list: string | null;
  note: string;
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
  const cursor = readCursor(wanted.cursor, 2);
  const [rows, counts] = await Promise.all([page(db, wanted, cursor, now), count(db, now)]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const verdicts = await verdictsOf(db, shown);
  return {
    rows: shown.map((row) => suppressionRow(row, verdicts.get(row.address), now)),
    next: last && rows.length > PAGE ? printCursor({ at: last.since, keys: [orderOf(last), last.id] }) : null,
    ...counts,
  };
}

/** Leases come before entries of the same instant. */
const orderOf = (row: Row): bigint => (row.reason === "bounce" ? 0n : 1n);

async function page(
  db: Database,
  wanted: SuppressionQuery,
  cursor: Cursor | null,
  now: number,
): Promise<Row[]> {
  const at = new Date(now);
  const entriesOnly = wanted.reason !== undefined && wanted.reason !== "bounce";
  const leasesOnly = wanted.reason === "bounce" || wanted.step !== undefined;
  const [kind, id] = cursor?.keys ?? [];
  const after = (time: Prisma.Sql, order: number, key: Prisma.Sql) =>
    cursor
      ? Prisma.sql`and ${time} <= ${cursor.at}::timestamp
          and (${time} < ${cursor.at}::timestamp or (${order}::bigint, ${key}::bigint) > (${kind}, ${id}))`
      : Prisma.empty;
  // A lease in force has had an event within its 14 days: the index of latest events need not be walked any further.
  const leases = Prisma.sql`
    select last_at as since, 0 as kind, address as id, 'bounce' as reason, recipient, address, step, cycle_start, until,
      inferred, 0 as list_id, '' as note
    from lease where until > ${at}::timestamp and last_at > ${new Date(now - MAX_STAY)}::timestamp
      ${wanted.step === undefined ? Prisma.empty : Prisma.sql`and step = ${wanted.step}`}
      ${entriesOnly ? Prisma.sql`and false` : Prisma.empty}
      ${matching(wanted.q)} ${after(Prisma.sql`last_at`, 0, Prisma.sql`address`)}
    order by last_at desc, address limit ${PAGE + 1}`;
  const entries = Prisma.sql`
    select since, 1, id, reason, recipient, address, null, null, until, false, list_id, note
    from suppression_entry where ${inForce(at)}
      ${wanted.reason === undefined ? Prisma.empty : Prisma.sql`and reason = ${wanted.reason}`}
      ${leasesOnly ? Prisma.sql`and false` : Prisma.empty}
      ${matching(wanted.q)} ${after(Prisma.sql`since`, 1, Prisma.sql`id`)}
    order by since desc, id limit ${PAGE + 1}`;
  return db.$queryRaw<Row[]>`
    select s.*, list.name as list
    from (select * from ((${leases}) union all (${entries})) as merged
      order by since desc, kind, id limit ${PAGE + 1}) as s
    left join list on list.id = s.list_id
    order by s.since desc, s.kind, s.id`;
}

/** What the bounces that began these cycles came to, by address; as a part of the page a cluster refuses it. */
async function verdictsOf(db: Database, rows: Row[]): Promise<Map<bigint, bigint>> {
  const cycles = rows.filter((row) => row.cycle_start);
  const found = await db.$queryRaw<{ address: bigint; verdict: bigint }[]>`
    select f.address, max(d.verdict) as verdict
    from unnest(${numbers(cycles.map((row) => row.address))}::bigint[],
      ${times(cycles.map((row) => row.cycle_start))}::timestamp[]) as cycle (address, start)
    join suppression_fact f on f.address = cycle.address and f.at = cycle.start and f.kind = 1
    join delivery d on d.address = f.address and d.message = f.message group by 1`;
  return new Map(found.map(({ address, verdict }) => [address, verdict]));
}

const inForce = (at: Date): Prisma.Sql => Prisma.sql`since <= ${at}::timestamp
  and (until is null or until > ${at}::timestamp) and (ended_at is null or ended_at > ${at}::timestamp)`;

/** An address is found by its key, whatever its spelling; anything else is looked for inside. */
function matching(q: string | undefined): Prisma.Sql {
  const text = q?.trim().toLowerCase();
  if (!text) return Prisma.empty;
  if (parseAddress(text).ok) return Prisma.sql`and address = ${addressKey(text)}`;
  return Prisma.sql`and position(${text} in lower(recipient)) > 0`;
}

async function count(db: Database, now: number): Promise<Pick<Suppressions, "counts" | "endingSoon">> {
  const at = new Date(now);
  const [leases, entries] = await Promise.all([
    db.$queryRaw<{ n: number; soon: number }[]>`
      select count(*)::float8 as n,
        (count(*) filter (where until <= ${new Date(now + DAY)}::timestamp))::float8 as soon
      from lease where until > ${at}::timestamp`,
    db.$queryRaw<{ reason: SuppressionReason; n: number }[]>`
      select reason, count(*)::float8 as n from suppression_entry where ${inForce(at)} group by 1`,
  ]);
  const counts = { bounce: leases[0]?.n ?? 0, complaint: 0, unsubscribe: 0, manual: 0 };
  for (const { reason, n } of entries) counts[reason] = n;
  return { counts, endingSoon: leases[0]?.soon ?? 0 };
}

function suppressionRow(row: Row, verdict: bigint | undefined, now: number): SuppressionRow {
  const { step, inferred } = row;
  const [cycleStart, until] = [row.cycle_start?.getTime() ?? null, row.until?.getTime() ?? null];
  const isLease = step !== null && cycleStart !== null && until !== null;
  const next = isLease ? afterSend({ cycleStart, step, until, inferred }, now) : null;
  return {
    id: `${row.reason}-${row.id}`,
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
    note: row.note,
  };
}

function named(verdict: bigint): { code: string; title: string } {
  const unpacked = unpackVerdict(Number(verdict));
  return { code: codeOf(unpacked), title: explainCode(unpacked).title };
}
