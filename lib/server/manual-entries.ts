import { Refusal } from "@/lib/core/error";
import { mayMoveEnd, type NewEnd, type NewEntry } from "@/lib/core/suppression-entry";
import type { EntryReason } from "@/lib/core/suppression-reasons";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { mayAct, type SessionUser } from "./auth";
import { addressKey } from "./keys";
import { addEntries, moveEnd } from "./suppression-entries";
import { inTransaction } from "./transaction";

export type Actor = Pick<SessionUser, "email" | "role">;

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/**
 * Keeps mail from an address, or from everybody at a domain, because an admin says so.
 * @throws Refusal "not-allowed" for all but admins, "invalid-input", "not-found" where there is no such list, "conflict"
 * where such an entry stands already: its end can be moved
 */
export async function addManualEntry(
  db: PrismaClient,
  entry: NewEntry,
  actor: Actor,
  now: Date,
): Promise<{ id: number; recipient: string }> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may do this.");
  const { recipient, listId, sender, until, reason } = entry;
  if (until !== null && until <= now.getTime())
    throw new Refusal("invalid-input", "That end is past.", "until");
  const address = addressKey(recipient);
  return inTransaction(db, async (tx) => {
    // Of two who enter the same at once, the second sees the first one's.
    await tx.$executeRaw`select pg_advisory_xact_lock(${address}::bigint)`;
    const list = await listName(tx, listId);
    const same = { address, reason: "manual", listId, senderDomain: sender, endedAt: null };
    const standing = await tx.suppressionEntry.findFirst({
      where: { ...same, OR: [{ until: null }, { until: { gt: now } }] },
    });
    if (standing)
      throw new Refusal("conflict", `${recipient} is blocked already. Move the end of that entry instead.`);
    const [id] = await addEntries(tx, [
      { recipient, reason: "manual", listId, senderDomain: sender, since: now, until, note: reason },
    ]);
    const detail = { reason, list, sender, until: iso(until) };
    await audit(tx, { actor: actor.email, action: "suppression.added", subject: recipient, detail }, now);
    return { id: id!, recipient };
  });
}

async function listName(tx: Prisma.TransactionClient, listId: number): Promise<string> {
  if (listId === 0) return "";
  const list = await tx.list.findUnique({ where: { id: listId }, select: { name: true } });
  if (!list) throw new Refusal("not-found", "There is no such list.", "listId");
  return list.name;
}

/**
 * Moves the end of an entry that was made by hand or came from a file, or takes it away.
 * @throws Refusal "not-allowed" for all but admins, "invalid-input" for an end that is past, "not-found", "conflict" where
 * the entry has ended, or another end has been set meanwhile
 */
export async function moveEntryEnd(
  db: PrismaClient,
  { id, was, until }: NewEnd & { id: number },
  actor: Actor,
  now: Date,
): Promise<{ recipient: string }> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may do this.");
  if (until !== null && until <= now.getTime())
    throw new Refusal("invalid-input", "That end is past. To end it now, release it.", "until");
  return inTransaction(db, async (tx) => {
    const entry = await tx.suppressionEntry.findUnique({ where: { id } });
    if (!entry) throw new Refusal("not-found", "There is no such entry.");
    const { recipient } = entry;
    const reason = entry.reason as EntryReason;
    if (!mayMoveEnd(reason))
      throw new Refusal("conflict", "Only entries by hand or from a file have an end to move.");
    const ends = { from: was === null ? null : new Date(was), to: until === null ? null : new Date(until) };
    if (!(await moveEnd(tx, id, ends, now)))
      throw new Refusal("conflict", `${recipient} has changed meanwhile. Look again.`);
    const detail = { entry: id, reason, from: iso(was), to: iso(until) };
    await audit(tx, { actor: actor.email, action: "suppression.end-moved", subject: recipient, detail }, now);
    return { recipient };
  });
}
