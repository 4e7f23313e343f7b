import { domainOf } from "@/lib/core/address";
import { type FoldedFact, isAfter } from "@/lib/core/deliveries";
import { FACT_KINDS, type Fact, foldLease } from "@/lib/core/suppression";
import type { Prisma, Lease as Row } from "@/prisma/generated/client";
import type { Database } from "./database";
import { booleans, numbers, texts, times } from "./literals";
import { leasesToTell, tellLeases } from "./outgoing/tell";
import { inTransaction } from "./transaction";

/** A claim and who makes it: the import of that id, or 0 for webhooks and ourselves. */
export interface ClaimedFact extends FoldedFact {
  importId: number;
}

/**
 * New claims in, and the lease rows of their addresses locked in key order until the commit: the row is the lock of its
 * address. A claim that is known already touches nothing.
 */
const CLAIM = `
with fact as (
  insert into suppression_fact as f (address, kind, message, import, at, recipient)
  select * from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::int[], $5::timestamp[], $6::text[])
  on conflict (address, kind, message, import) do update set
    at = least(f.at, excluded.at), recipient = greatest(f.recipient collate "C", excluded.recipient)
  where excluded.at < f.at or excluded.recipient > f.recipient collate "C"
  returning address
)
insert into lease as l (address, recipient, domain) select distinct address, '', '' from fact order by address
on conflict (address) do update set version = l.version + 1
returning address`;

const READ = `
select address, kind, message::text as message, at, recipient collate "C" as recipient from suppression_fact
where address = any($1::bigint[])`;

/** An upsert, since an update by join locks every shard of a cluster. */
const WRITE = `
insert into lease as l (address, recipient, domain, cycle_start, step, until, inferred, last_at)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamp[], $5::smallint[], $6::timestamp[],
  $7::boolean[], $8::timestamp[]) order by 1
on conflict (address) do update set recipient = excluded.recipient, domain = excluded.domain,
  cycle_start = excluded.cycle_start, step = excluded.step, until = excluded.until, inferred = excluded.inferred,
  last_at = excluded.last_at`;

const LOCK = `
insert into lease as l (address, recipient, domain) select distinct unnest($1::bigint[]), '', '' order by 1
on conflict (address) do update set version = l.version + 1`;

const FORGET = "delete from lease where address = any($1::bigint[])";

/** Every claim on the addresses, as facts; a fact that several imports claim is there several times. */
export async function factsOf(
  db: Database,
  addresses: bigint[],
): Promise<Map<bigint, { recipient: string; facts: Fact[] }>> {
  type Row = { address: bigint; kind: number; message: string; at: Date; recipient: string };
  const rows: Row[] = await db.$queryRawUnsafe(READ, numbers(addresses));
  const found = new Map<bigint, { recipient: string; facts: Fact[] }>();
  for (const { address, kind, message, at, recipient } of rows) {
    const fact = { kind: FACT_KINDS[kind]!, id: message, at: at.getTime() };
    const known = found.get(address);
    if (!known) found.set(address, { recipient, facts: [fact] });
    else {
      known.facts.push(fact);
      if (isAfter(recipient, known.recipient)) known.recipient = recipient;
    }
  }
  return found;
}

/** The rows that the table of leases must hold for these addresses; none for an address without facts. */
export async function derivedLeases(db: Database, addresses: bigint[]): Promise<Omit<Row, "version">[]> {
  const found = await factsOf(db, addresses);
  return [...found].map(([address, { recipient, facts }]) => {
    const { lease, history } = foldLease(facts);
    return {
      address,
      recipient,
      domain: domainOf(recipient),
      cycleStart: lease && new Date(lease.cycleStart),
      step: lease?.step ?? null,
      until: lease && new Date(lease.until),
      inferred: lease?.inferred ?? null,
      lastAt: history.length > 0 ? new Date(history.at(-1)!.at) : null,
    };
  });
}

/**
 * Writes what the facts of these addresses say. Call it with their lease rows locked, in a statement after the lock:
 * only then does it see what the holder before committed.
 */
export async function refoldLeases(tx: Prisma.TransactionClient, addresses: bigint[]): Promise<void> {
  const before = await leasesToTell(tx, addresses);
  const rows = await derivedLeases(tx, addresses);
  if (before) await tellLeases(tx, before, rows, new Date());
  const found = new Set(rows.map((row) => row.address));
  const gone = addresses.filter((address) => !found.has(address));
  if (gone.length > 0) await tx.$executeRawUnsafe(FORGET, numbers(gone));
  if (rows.length === 0) return;
  await tx.$executeRawUnsafe(
    WRITE,
    numbers(rows.map((row) => row.address)),
    texts(rows.map((row) => row.recipient)),
    texts(rows.map((row) => row.domain)),
    times(rows.map((row) => row.cycleStart)),
    numbers(rows.map((row) => row.step)),
    times(rows.map((row) => row.until)),
    booleans(rows.map((row) => row.inferred)),
    times(rows.map((row) => row.lastAt)),
  );
}

/** Locks the leases of these addresses until the end of the transaction, in key order. */
export async function lockLeases(tx: Prisma.TransactionClient, addresses: bigint[]): Promise<void> {
  await tx.$executeRawUnsafe(LOCK, numbers(addresses));
}

const byKey = (a: ClaimedFact, b: ClaimedFact): number =>
  order(a.address, b.address) || a.kind - b.kind || order(a.message, b.message) || a.importId - b.importId;
const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Adds claims and brings the leases of their addresses after them, in the transaction given or in one of its own. What
 * is known already changes nothing, so a repeat is harmless. Afterwards lease = foldLease(facts) for every address.
 */
export async function addFacts(db: Database, facts: ClaimedFact[]): Promise<void> {
  if (facts.length === 0) return;
  const sorted = [...facts].sort((a, b) => byKey(a, b) || a.at - b.at);
  const claims = sorted.filter((fact, i) => i === 0 || byKey(sorted[i - 1]!, fact) !== 0);
  const values = [
    numbers(claims.map((fact) => fact.address)),
    numbers(claims.map((fact) => fact.kind)),
    numbers(claims.map((fact) => fact.message)),
    numbers(claims.map((fact) => fact.importId)),
    times(claims.map((fact) => fact.at)),
    texts(claims.map((fact) => fact.recipient)),
  ];
  await inTransaction(db, async (tx) => {
    const touched: { address: bigint }[] = await tx.$queryRawUnsafe(CLAIM, ...values);
    const addresses = touched.map((row) => row.address);
    if (addresses.length > 0) await refoldLeases(tx, addresses);
  });
}
