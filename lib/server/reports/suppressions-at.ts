import { foldLease, leaseInForce, MAX_STAY } from "@/lib/core/suppression";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import { factsOf } from "@/lib/server/leases";
import type { PrismaClient } from "@/prisma/generated/client";

const HOUR = 3_600_000;

export interface Suppression {
  /** As written. */
  address: string;
  reason: SuppressionReason;
  /** Null for all but leases, as is the next. */
  step: number | null;
  cycleStart: number | null;
  /** Null: no end. */
  until: number | null;
  inferred: boolean;
  /** The list it is about; null: all mail. */
  list: string | null;
}

interface Row {
  key: bigint;
  recipient: string;
  reason: SuppressionReason;
  step: number | null;
  cycle_start: Date | null;
  until: Date | null;
  inferred: boolean;
  list: string | null;
  last_at: Date;
}

/**
 * Hands over all that is in force at an instant (ms), past or present, by address in code point order: one snapshot, in
 * batches, in the same memory whatever their number. Leases that later events have changed are derived from their facts.
 */
export async function suppressionsAt(
  db: PrismaClient,
  at: number,
  take: (batch: Suppression[]) => Promise<void>,
): Promise<void> {
  const [now, oldest] = [new Date(at), new Date(at - MAX_STAY)];
  await db.$transaction(
    async (tx) => {
      // A lease that was in force at that instant had an event in the 14 days before it.
      await tx.$executeRaw`
        declare suppressed cursor for select * from (
        select address as key, recipient, 'bounce' as reason, step, cycle_start, until,
          coalesce(inferred, false) as inferred, null as list, last_at
        from lease where last_at > ${oldest}::timestamp and (until > ${now}::timestamp or last_at > ${now}::timestamp)
        union all
        select address, recipient, reason, null, null, until, false, list.name, since
        from suppression_entry left join list on list.id = list_id
        where since <= ${now}::timestamp and (until is null or until > ${now}::timestamp)
          and (ended_at is null or ended_at > ${now}::timestamp)
        ) as standing order by recipient collate "C", reason, list`;
      for (;;) {
        const rows = await tx.$queryRaw<Row[]>`fetch 2000 from suppressed`;
        if (rows.length === 0) return;
        const changed = rows.filter((row) => row.reason === "bounce" && row.last_at > now);
        const keys = changed.map((row) => row.key);
        const facts = await factsOf(tx, keys);
        await take(rows.flatMap((row) => standing(row, at, facts.get(row.key)?.facts)));
      }
    },
    { isolationLevel: "RepeatableRead", maxWait: 60_000, timeout: HOUR },
  );
}

/** One suppression, or none when the facts say that it was not in force. */
function standing(row: Row, at: number, facts: Parameters<typeof foldLease>[0] | undefined): Suppression[] {
  const { recipient: address, reason, inferred, list } = row;
  const [cycleStart, until] = [row.cycle_start?.getTime() ?? null, row.until?.getTime() ?? null];
  if (reason !== "bounce" || !facts)
    return [{ address, reason, step: row.step, cycleStart, until, inferred, list }];
  const { lease } = foldLease(facts, at);
  return leaseInForce(lease, at) ? [{ address, reason, ...lease, list }] : [];
}
