import { domainOf } from "@/lib/core/address";
import { afterSend, foldLease, type Lease, leaseInForce, MAX_STAY } from "@/lib/core/suppression";
import { byStrength, type SuppressionReason } from "@/lib/core/suppression-reasons";
import type { PrismaClient } from "@/prisma/generated/client";
import { erasedKeys, erasuresLegible } from "./erased";
import { type Hold, scopeOf } from "./holds";
import { addressKey } from "./keys";
import { factsOf } from "./leases";

/** A cycle of the lease; times in ISO 8601, UTC. */
export interface LeaseState {
  inForce: boolean;
  /** 0 to 4: 24 h, 48 h, 96 h, 7 d, 14 d. */
  step: number;
  cycleStart: string;
  until: string;
  /** Where the cycle ends at the latest. */
  limit: string;
  /** The platform dropped a mail before we knew of a bounce. */
  inferred: boolean;
}

export interface AddressState {
  /** As it was asked for. */
  address: string;
  at: string;
  /** Whether mail that is of no list would be sent. */
  allowed: boolean;
  /** All that holds it, also what holds the mail of one list or sender only; the strongest reason first. */
  holds: (Hold & { since: string })[];
  /** The latest cycle, in force or run out; null: none, or released. */
  lease: LeaseState | null;
  /** What a send at that instant would make of the lease; null where none is in force. */
  afterSend: LeaseState | null;
}

/** One address as it stood at an instant (ms): derived from its facts, so that late events are in it. */
export async function addressState(db: PrismaClient, address: string, at: number): Promise<AddressState> {
  const key = addressKey(address);
  const [claims, entries] = await Promise.all([
    factsOf(db, [key]),
    entriesAt(db, key, address, new Date(at)),
  ]);
  const { lease } = foldLease(claims.get(key)?.facts ?? [], at);
  const held = leaseInForce(lease, at);
  const holds: AddressState["holds"] = entries;
  if (held)
    holds.push({ reason: "bounce", since: iso(lease.cycleStart), until: iso(lease.until), scope: "all" });
  holds.sort((a, b) => byStrength(a.reason, b.reason));
  return {
    address,
    at: iso(at),
    allowed: holds.every(({ scope }) => scope !== "all"),
    holds,
    lease: lease && leaseState(lease, at),
    afterSend: held ? leaseState(afterSend(lease, at) ?? lease, at) : null,
  };
}

async function entriesAt(
  db: PrismaClient,
  key: bigint,
  address: string,
  at: Date,
): Promise<AddressState["holds"]> {
  await erasuresLegible(db);
  const domain = addressKey(`@${domainOf(address)}`);
  const keys = [key, domain, ...erasedKeys(address)];
  type Row = {
    address: bigint;
    reason: SuppressionReason;
    since: Date;
    until: Date | null;
    list: number;
    sender: string;
  };
  const rows = await db.$queryRaw<Row[]>`
    select address, reason, since, until, list_id as list, sender_domain as sender from suppression_entry
    where address = any(${keys}::bigint[]) and since <= ${at}::timestamp
      and (until is null or until > ${at}::timestamp) and (ended_at is null or ended_at > ${at}::timestamp)
    order by since, id`;
  return rows.map((row) => ({
    reason: row.reason,
    since: row.since.toISOString(),
    ...(row.until && { until: row.until.toISOString() }),
    ...scopeOf(row.list, row.sender),
    ...(row.address === domain && { wholeDomain: true as const }),
  }));
}

const iso = (ms: number): string => new Date(ms).toISOString();

const leaseState = (lease: Lease, at: number): LeaseState => ({
  inForce: leaseInForce(lease, at),
  step: lease.step,
  cycleStart: iso(lease.cycleStart),
  until: iso(lease.until),
  limit: iso(lease.cycleStart + MAX_STAY),
  inferred: lease.inferred,
});
