import { Refusal } from "@/lib/core/error";
import { FACT_KINDS } from "@/lib/core/suppression";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { mayAct } from "./auth";
import { lockLeases, refoldLeases } from "./leases";
import { numbers, texts } from "./literals";
import type { Actor } from "./manual-entries";
import { RELEASED_AT_ONCE, startCarrying } from "./release-batch";
import { decidedSince, leaveAgain } from "./release-lists";
import { reopenEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

interface Item {
  address: bigint;
  entryId: number;
  message: bigint | null;
  releasedAt: Date;
}

/**
 * Takes a release back: the facts that ended leases are withdrawn, so that each stands as it would without them, and entries
 * hold again, but for those about which their recipients have decided since. Up to a thousand in one transaction.
 * @throws Refusal "not-allowed" for all but admins, "not-found", "conflict" where it is not done, or taken back already
 */
export async function undoRelease(
  db: PrismaClient,
  id: number,
  actor: Actor,
  now: Date,
): Promise<{ id: number; undone: number; state: "undoing" | "undone" }> {
  if (!mayAct(actor.role, "admin"))
    throw new Refusal("not-allowed", "Only an admin may take a release back.");
  const begun = await inTransaction(db, async (tx) => {
    const taken = await tx.suppressionRelease.updateMany({
      where: { id, state: "done" },
      data: { state: "undoing", undoneBy: actor.email, undoneAt: now, progressAt: now },
    });
    if (taken.count === 0) await refuse(tx, id);
    const { released, reason } = await tx.suppressionRelease.findUniqueOrThrow({ where: { id } });
    const detail = { release: id, reason, released };
    const subject = await subjectOf(tx, id, released);
    await audit(tx, { actor: actor.email, action: "suppression.release-undone", subject, detail }, now);
    if (released > RELEASED_AT_ONCE) return { undone: 0, state: "undoing" as const };
    const undone = await undoBatch(tx, id, now);
    await finishUndo(tx, id, now);
    return { undone, state: "undone" as const };
  });
  if (begun.state === "undoing") startCarrying(db, id, carryUndo);
  return { id, ...begun };
}

async function refuse(tx: Prisma.TransactionClient, id: number): Promise<never> {
  const found = await tx.suppressionRelease.findUnique({ where: { id }, select: { state: true } });
  if (!found || found.state === "prepared") throw new Refusal("not-found", "There is no such release.");
  throw new Refusal(
    "conflict",
    found.state === "running" ? "It is still being carried out." : "It is taken back already.",
  );
}

async function subjectOf(tx: Prisma.TransactionClient, id: number, released: number): Promise<string> {
  if (released !== 1) return `${released} suppressions`;
  const item = await tx.suppressionReleaseItem.findFirst({ where: { releaseId: id, state: "released" } });
  return item?.recipient ?? "";
}

/** @returns how many hold again */
async function undoBatch(tx: Prisma.TransactionClient, release: number, now: Date): Promise<number> {
  const items = await tx.$queryRaw<Item[]>`
    select address, entry as "entryId", message, released_at as "releasedAt" from suppression_release_item
    where release = ${release} and state = 'released' order by address, entry limit ${RELEASED_AT_ONCE} for update`;
  const leases = items.filter((item) => item.entryId === 0);
  await withdraw(tx, leases);
  const entries = items.filter((item) => item.entryId > 0);
  const decided = await decidedSince(
    tx,
    entries.map((item) => item.entryId),
  );
  const again = entries.filter((item) => !decided.has(item.entryId));
  const held = new Set(
    await reopenEntries(
      tx,
      again.map((item) => ({ id: item.entryId, at: item.releasedAt })),
    ),
  );
  await leaveAgain(tx, [...held], now);
  const states = items.map((item) => (item.entryId === 0 || held.has(item.entryId) ? "undone" : "kept"));
  await tx.$executeRaw`
    update suppression_release_item i set state = u.state
    from unnest(${numbers(items.map((item) => item.address))}::bigint[], ${numbers(items.map((item) => item.entryId))}::int[],
      ${texts(states)}::text[]) u(address, entry, state)
    where i.release = ${release} and i.address = u.address and i.entry = u.entry`;
  const undone = states.filter((state) => state === "undone").length;
  await tx.suppressionRelease.update({
    where: { id: release },
    data: { undone: { increment: undone }, progressAt: now },
  });
  return undone;
}

async function withdraw(tx: Prisma.TransactionClient, leases: Item[]): Promise<void> {
  if (leases.length === 0) return;
  const addresses = leases.map((item) => item.address);
  await lockLeases(tx, addresses);
  await tx.$executeRaw`
    delete from suppression_fact
    where kind = ${FACT_KINDS.indexOf("release")} and import = 0 and address = any(${numbers(addresses)}::bigint[])
      and message = any(${numbers(leases.map((item) => item.message))}::bigint[])`;
  await refoldLeases(tx, addresses);
}

async function finishUndo(tx: Prisma.TransactionClient, id: number, now: Date): Promise<void> {
  await tx.suppressionRelease.updateMany({
    where: { id, state: "undoing" },
    data: { state: "undone", progressAt: now },
  });
}

/** Goes on taking a release back until all of it is; each batch stands for itself. */
export async function carryUndo(db: PrismaClient, id: number, clock = () => new Date()): Promise<void> {
  for (;;) {
    const isOver = await inTransaction(db, async (tx) => {
      const { state } = await tx.suppressionRelease.findUniqueOrThrow({ where: { id } });
      if (state !== "undoing") return true;
      await undoBatch(tx, id, clock());
      const left = await tx.suppressionReleaseItem.count({ where: { releaseId: id, state: "released" } });
      if (left === 0) await finishUndo(tx, id, clock());
      return left === 0;
    });
    if (isOver) return;
  }
}
