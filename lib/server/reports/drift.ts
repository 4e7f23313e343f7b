import { z } from "zod";
import { DRIFT_KINDS, type DriftKind } from "@/lib/core/drift";
import type { Database } from "@/lib/server/database";
import { DRIFT_COUNTED, DRIFT_SPAN } from "@/lib/server/drift";
import { Prisma } from "@/prisma/generated/client";
import { printCursor, readCursor } from "./keyset";

export const driftQuery = z.object({
  kind: z.enum(DRIFT_KINDS).optional(),
  cursor: z.string().max(200).optional(),
});

export interface DriftRow {
  /** Keys of the delivery, decimal. */
  address: string;
  message: string;
  kind: DriftKind;
  at: number;
  recipient: string;
  outcome: string;
  /** What we knew of then; null: no cycle at all. */
  lease: { cycleStart: number; step: number; until: number } | null;
}

export interface DriftReport {
  /** When it was last counted; null: not yet. */
  countedAt: number | null;
  /** Of the last thirty days, whatever kind is asked for. */
  totals: Record<DriftKind, { count: number; addresses: number; last: number | null }>;
  /** Local days with any, newest first. */
  days: { day: string; inferred: number; attempted: number }[];
  /** Newest first. */
  rows: DriftRow[];
  next: string | null;
}

const PAGE = 50;

/** Where the platform's suppressions and our leases contradict each other, over the last thirty days. */
export async function drift(
  db: Database,
  tz: string,
  { kind, cursor }: z.output<typeof driftQuery>,
  now: number,
): Promise<DriftReport> {
  const from = new Date(now - DRIFT_SPAN);
  const [job, sums, days, rows] = await Promise.all([
    db.backgroundJob.findUnique({ where: { name: DRIFT_COUNTED } }),
    db.$queryRaw<{ kind: DriftKind; count: number; addresses: number; last: Date }[]>`
      select kind, count(*)::int as count, count(distinct address)::int as addresses, max(at) as last
      from drift where at >= ${from}::timestamp group by kind`,
    db.$queryRaw<DriftReport["days"]>`
      select to_char(at at time zone 'UTC' at time zone ${tz}, 'YYYY-MM-DD') as day,
        (count(*) filter (where kind = 'inferred'))::int as inferred,
        (count(*) filter (where kind = 'attempted'))::int as attempted
      from drift where at >= ${from}::timestamp group by 1 order by 1 desc`,
    page(db, from, kind, cursor),
  ]);
  const total = (one: DriftKind) => {
    const sum = sums.find((row) => row.kind === one);
    return { count: sum?.count ?? 0, addresses: sum?.addresses ?? 0, last: sum?.last.getTime() ?? null };
  };
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return {
    countedAt: job?.ranAt.getTime() ?? null,
    totals: { inferred: total("inferred"), attempted: total("attempted") },
    days,
    rows: rows.slice(0, PAGE).map(asRow),
    next: last ? printCursor({ at: last.at, keys: [last.address, last.message] }) : null,
  };
}

interface Row {
  address: bigint;
  message: bigint;
  kind: DriftKind;
  at: Date;
  recipient: string;
  outcome: string;
  leaseStart: Date | null;
  leaseStep: number | null;
  leaseUntil: Date | null;
}

/** One row more than a page, to know whether another follows. */
async function page(db: Database, from: Date, kind?: DriftKind, cursor?: string): Promise<Row[]> {
  const place = readCursor(cursor, 2);
  const [address, message] = place?.keys ?? [];
  const after = place
    ? Prisma.sql`and (at, address, message) < (${place.at}::timestamp, ${address}, ${message})`
    : Prisma.empty;
  return db.$queryRaw<Row[]>`
    select address, message, kind, at, recipient, outcome, lease_start as "leaseStart", lease_step as "leaseStep",
      lease_until as "leaseUntil"
    from drift where at >= ${from}::timestamp ${kind ? Prisma.sql`and kind = ${kind}` : Prisma.empty} ${after}
    order by at desc, address desc, message desc limit ${PAGE + 1}`;
}

function asRow({ address, message, at, leaseStart, leaseStep, leaseUntil, ...row }: Row): DriftRow {
  const known = leaseStart && leaseUntil && leaseStep !== null;
  return {
    ...row,
    address: String(address),
    message: String(message),
    at: at.getTime(),
    lease: known ? { cycleStart: leaseStart.getTime(), step: leaseStep, until: leaseUntil.getTime() } : null,
  };
}
