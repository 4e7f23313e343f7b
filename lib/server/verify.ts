import { isDeepStrictEqual } from "node:util";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { derivedLeases, lockLeases, refoldLeases } from "./leases";
import { type EventKey, NO_IMPORT, refoldDeliveries } from "./refold";
import { type Check, compareRollups, rebuildRollup } from "./rollups";
import { inTransaction } from "./transaction";

const LEASES_AT_ONCE = 2_000;
const KEYS_AT_ONCE = 2_000;
const MOST_KEYS = 100_000;

/**
 * Deliveries that are not the fold of their events. Once retention has cut the log, those older than it, and those of
 * its first week (whose engagement may have been cut), cannot be compared: they are left out.
 */
const COMPARED = `
with log as (
  select address, message, min(at) filter (where kind <= 8) as at, max(verdict) as verdict, max(sender) as sender,
    bit_or(1 << kind)::smallint as seen, max(recipient collate "C") as recipient,
    max(message_id collate "C") as message_id
  from event where recipient <> '' group by 1, 2
), start as (
  select min(at) as at, exists (select from delivery where at < (select min(at) from event)) as cut from event
), compared as (
  select address, message, coalesce(l.recipient, d.recipient) as recipient,
    (d.at, d.verdict, d.sender, d.seen, d.recipient, d.message_id)
      is distinct from (l.at, l.verdict, l.sender, l.seen, l.recipient, l.message_id) as wrong
  from log l full join delivery d using (address, message) cross join start
  where not start.cut or coalesce(d.at, l.at) >= start.at + interval '7 days'
)`;

async function compareDeliveries(db: PrismaClient): Promise<Check> {
  const [row] = await db.$queryRawUnsafe<{ checked: number; wrong: number }[]>(
    `${COMPARED} select count(*)::int as checked, count(*) filter (where wrong)::int as wrong from compared`,
  );
  return { name: "delivery", checked: row?.checked ?? 0, wrong: row?.wrong ?? 0 };
}

/** Each page of leases beside their facts, in one snapshot. */
async function* leasePages(db: PrismaClient): AsyncGenerator<{ checked: number; wrong: bigint[] }> {
  let after = -(2n ** 63n);
  for (;;) {
    const page = await db.$transaction(
      async (tx) => {
        const rows = await tx.$queryRaw<{ address: bigint }[]>`
          (select distinct address from suppression_fact where address >= ${after} order by 1 limit ${LEASES_AT_ONCE})
          union (select address from lease where address >= ${after} order by 1 limit ${LEASES_AT_ONCE})
          order by 1 limit ${LEASES_AT_ONCE}`;
        const addresses = rows.map((row) => row.address);
        const stored = await tx.lease.findMany({
          where: { address: { in: addresses } },
          omit: { version: true },
        });
        const have = new Map(stored.map((row) => [row.address, row]));
        const want = new Map((await derivedLeases(tx, addresses)).map((row) => [row.address, row]));
        const wrong = addresses.filter((key) => !isDeepStrictEqual(have.get(key), want.get(key)));
        return { addresses, wrong };
      },
      { isolationLevel: "RepeatableRead", timeout: 60_000 },
    );
    const last = page.addresses.at(-1);
    if (last === undefined) return;
    yield { checked: page.addresses.length, wrong: page.wrong };
    after = last + 1n;
  }
}

/**
 * Derives everything that is derived once more and counts what differs: deliveries from the log, rollups from the
 * deliveries, leases from the facts, each hash of the audit trail from the one before. Right while others write.
 */
export async function verify(db: PrismaClient): Promise<Check[]> {
  const leases: Check = { name: "lease", checked: 0, wrong: 0 };
  for await (const { checked, wrong } of leasePages(db)) {
    leases.checked += checked;
    leases.wrong += wrong.length;
  }
  const trail = await verifyAudit(db);
  return [
    await compareDeliveries(db),
    ...(await compareRollups(db)),
    leases,
    { name: "audit_entry", checked: trail.rows, wrong: trail.brokenAt === null ? 0 : 1 },
  ];
}

/** Puts right what {@link verify} compares, but for the audit trail: that is evidence. Others may write meanwhile. */
export async function rebuild(db: PrismaClient): Promise<void> {
  for (let left = true; left; ) {
    const keys = await db.$queryRawUnsafe<EventKey[]>(
      `${COMPARED} select address, message, recipient from compared where wrong limit ${MOST_KEYS}`,
    );
    for (let i = 0; i < keys.length; i += KEYS_AT_ONCE) {
      await refoldDeliveries(db, keys.slice(i, i + KEYS_AT_ONCE), NO_IMPORT);
    }
    left = keys.length === MOST_KEYS;
  }
  for (const { name } of await compareRollups(db)) await rebuildRollup(db, name);
  for await (const { wrong } of leasePages(db)) {
    if (wrong.length === 0) continue;
    await inTransaction(db, async (tx) => {
      await lockLeases(tx, wrong);
      await refoldLeases(tx, wrong);
    });
  }
}
