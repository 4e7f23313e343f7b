import type { Prisma } from "@/prisma/generated/client";
import { numbers } from "./literals";

/*
 * Who left a list is off it, besides being suppressed. When an admin releases that, they are on it again: else nothing
 * would be left for them to leave, and their next unsubscription would change nothing. The ledger names the door "admin".
 */

interface Left {
  id: number;
  subscriberId: string;
  listId: number;
  since: Date;
}

/** The unsubscriptions among these entries, of people who have preferences; their rows are locked. Pauses are none. */
async function unsubscriptions(tx: Prisma.TransactionClient, entries: number[]): Promise<Left[]> {
  if (entries.length === 0) return [];
  const rows = await tx.$queryRaw<{ address: bigint }[]>`
    select address from suppression_entry
    where id = any(${numbers(entries)}::int[]) and reason = 'unsubscribe' and until is null`;
  if (rows.length === 0) return [];
  await tx.$queryRaw`
    select 1 from subscriber where address = any(${numbers(rows.map((row) => row.address))}::bigint[])
    order by address for update`;
  return tx.$queryRaw<Left[]>`
    select e.id, s.id as "subscriberId", e.list_id as "listId", e.since
    from suppression_entry e join subscriber s on s.address = e.address
    where e.id = any(${numbers(entries)}::int[]) and e.reason = 'unsubscribe' and e.until is null order by e.id`;
}

/** Puts people back on what they had left by these entries, which are released. */
export async function returnToLists(
  tx: Prisma.TransactionClient,
  entries: number[],
  now: Date,
): Promise<void> {
  const left = await unsubscriptions(tx, entries);
  for (const { subscriberId, listId, since } of left)
    await tx.subscription.updateMany({
      where: listId > 0 ? { subscriberId, listId, leftAt: { not: null } } : { subscriberId, leftAt: since },
      data: { leftAt: null },
    });
  await note(tx, left, "joined", now);
}

/** Takes people off the lists again, when the release of these entries is taken back. */
export async function leaveAgain(tx: Prisma.TransactionClient, entries: number[], now: Date): Promise<void> {
  const left = await unsubscriptions(tx, entries);
  for (const { subscriberId, listId, since } of left)
    await tx.subscription.updateMany({
      where: {
        subscriberId,
        leftAt: null,
        ...(listId > 0 ? { listId } : { list: { kind: "marketing" }, since: { lte: since } }),
      },
      data: { leftAt: since },
    });
  await note(tx, left, "left", now);
}

async function note(
  tx: Prisma.TransactionClient,
  rows: Left[],
  action: "left" | "joined",
  at: Date,
): Promise<void> {
  await tx.preferenceChange.createMany({
    data: rows.map(({ subscriberId, listId }) => ({ at, subscriberId, listId, action, door: "admin" })),
  });
}

/** Those of these released entries whose recipients have decided about the same mail again since: what they said stands. */
export async function decidedSince(tx: Prisma.TransactionClient, entries: number[]): Promise<Set<number>> {
  if (entries.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select distinct e.id from suppression_entry e
    join subscriber s on s.address = e.address
    join preference_change c on c.subscriber_id = s.id
    where e.id = any(${numbers(entries)}::int[]) and e.reason = 'unsubscribe' and c.at > e.ended_at
      and c.door not in ('admin', 'import') and c.action <> 'said'
      and (c.list_id = e.list_id or c.list_id = 0 or e.list_id = 0)`;
  return new Set(rows.map(({ id }) => id));
}
