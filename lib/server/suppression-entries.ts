import { domainOf } from "@/lib/core/address";
import type { EntryReason } from "@/lib/core/suppression-reasons";
import type { Prisma } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { numbers, texts, times } from "./literals";
import { tellEntries } from "./outgoing/tell";
import type { Statements } from "./statements";

/*
 * The only place that writes entries (suppression-entries.test.ts sees to it), always in the transaction of who decided.
 * Whatever has to follow every change of an entry, such as telling other systems, goes here.
 */

/** An entry to be. */
export interface AddedEntry {
  /** As written; "@domain" for a whole domain; empty where only the key may be kept. */
  recipient: string;
  /** Its key, where it is not that of `recipient`. */
  address?: bigint;
  reason: EntryReason;
  /** 0: all mail. */
  listId?: number;
  /** Empty: mail of any sender. */
  senderDomain?: string;
  /** ms since 1970, as `until`. */
  since: number | Date;
  until?: number | Date | null;
  note?: string;
  /** The import that brings it; 0: somebody here. */
  importId?: number;
}

/** @returns the numbers of the new entries, in the order given */
export async function addEntries(tx: Statements, rows: AddedEntry[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const added = await tx.$queryRaw<{ id: number }[]>`
    insert into suppression_entry
      (address, recipient, domain, reason, list_id, sender_domain, since, until, note, import)
    select * from unnest(${numbers(rows.map((row) => row.address ?? addressKey(row.recipient)))}::bigint[],
      ${texts(rows.map((row) => row.recipient))}::text[], ${texts(rows.map((row) => domainOf(row.recipient)))}::text[],
      ${texts(rows.map((row) => row.reason))}::text[], ${numbers(rows.map((row) => row.listId ?? 0))}::int[],
      ${texts(rows.map((row) => row.senderDomain ?? ""))}::text[], ${times(rows.map((row) => row.since))}::timestamp[],
      ${times(rows.map((row) => row.until ?? null))}::timestamp[], ${texts(rows.map((row) => row.note ?? ""))}::text[],
      ${numbers(rows.map((row) => row.importId ?? 0))}::int[])
    returning id`;
  const ids = added.map(({ id }) => id);
  await tellEntries(tx, "suppression.added", ids);
  return ids;
}

/** Takes back those that still stand; the rows stay as evidence. @returns which they were, ascending */
export async function endEntries(tx: Statements, ids: number[], at: Date): Promise<number[]> {
  if (ids.length === 0) return [];
  const ended = await tx.$queryRaw<{ id: number }[]>`
    update suppression_entry set ended_at = ${at}::timestamp
    where id = any(${numbers(ids)}::int[]) and ended_at is null and (until is null or until > ${at}::timestamp)
    returning id`;
  const which = ended.map(({ id }) => id).sort((a, b) => a - b);
  await tellEntries(tx, "suppression.released", which);
  return which;
}

/** Lets those stand again that were taken back at just these times. @returns which they were, ascending */
export async function reopenEntries(
  tx: Prisma.TransactionClient,
  ended: { id: number; at: Date }[],
): Promise<number[]> {
  if (ended.length === 0) return [];
  const reopened = await tx.$queryRaw<{ id: number }[]>`
    update suppression_entry e set ended_at = null
    from unnest(${numbers(ended.map(({ id }) => id))}::int[], ${times(ended.map(({ at }) => at))}::timestamp[]) u(id, at)
    where e.id = u.id and e.ended_at = u.at returning e.id`;
  const which = reopened.map(({ id }) => id).sort((a, b) => a - b);
  await tellEntries(tx, "suppression.added", which);
  return which;
}

/** Lets entries stand since an earlier time: the first report of what they are about came later than others. */
export async function dateBack(
  tx: Prisma.TransactionClient,
  earlier: { id: number; since: number }[],
): Promise<void> {
  if (earlier.length === 0) return;
  await tx.$executeRaw`
    update suppression_entry e set since = least(e.since, u.since)
    from unnest(${numbers(earlier.map(({ id }) => id))}::int[], ${times(earlier.map(({ since }) => since))}::timestamp[]) u(id, since)
    where e.id = u.id`;
}

/** Another end for one that stands and ends at `from`. @returns whether it did */
export async function moveEnd(
  tx: Prisma.TransactionClient,
  id: number,
  { from, to }: { from: Date | null; to: Date | null },
  now: Date,
): Promise<boolean> {
  const moved = await tx.suppressionEntry.updateMany({
    where: { id, until: from, endedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
    data: { until: to },
  });
  if (moved.count === 0) return false;
  const longer = from !== null && (to === null || to > from);
  await tellEntries(tx, longer ? "suppression.extended" : "suppression.shortened", [id]);
  return true;
}

/**
 * Takes out what follows from nothing any more.
 * @param over those after which nothing holds the address for this reason: others are told that they are released
 */
export async function removeWithdrawn(
  tx: Prisma.TransactionClient,
  ids: number[],
  over: number[],
): Promise<void> {
  await tellEntries(tx, "suppression.released", over);
  if (ids.length > 0) await tx.suppressionEntry.deleteMany({ where: { id: { in: ids }, endedAt: null } });
}

/** Gives the decisions of an address to the key that stands for it from now on, and forgets how it was written. */
export async function moveEntries(tx: Prisma.TransactionClient, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    update suppression_entry set address = ${to}::bigint, recipient = '', domain = '', note = '' where address = ${from}`;
}

/** Takes out what invented people decided, and what was decided for them. */
export async function removeInvented(tx: Prisma.TransactionClient, importId: number): Promise<void> {
  await tx.$executeRaw`
    delete from suppression_entry
    where import = ${importId} or address in (select address from subscriber where import = ${importId})`;
}
