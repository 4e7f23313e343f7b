import { randomBytes } from "node:crypto";
import { FACT_KINDS, foldLease } from "@/lib/core/suppression";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { addFacts, factsOf, lockLeases, refoldLeases } from "./leases";
import { numbers, texts, times } from "./literals";
import { log } from "./log";
import { returnToLists } from "./release-lists";
import { endEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

export const RELEASED_AT_ONCE = 1_000;
/** Without a sign of life for so long, in ms, another process goes on with it. */
const GIVEN_UP_AFTER = 30_000;

/** A release has no message: an id of its own makes it a fact of its own. */
const freshId = (): bigint => randomBytes(8).readBigInt64BE();

interface Waiting {
  address: bigint;
  entryId: number;
  recipient: string;
  until: Date | null;
  step: number | null;
}
interface Done extends Waiting {
  state: "released" | "gone";
  message: bigint | null;
}

/**
 * Releases the next thousand that wait, as they stand by now. What has ended by itself since is noted as gone.
 * @returns how many it released; 0 also when none was left
 */
export async function releaseBatch(
  tx: Prisma.TransactionClient,
  release: number,
  now: Date,
): Promise<number> {
  const waiting = await tx.$queryRaw<Waiting[]>`
    select address, entry as "entryId", recipient, until, step from suppression_release_item
    where release = ${release} and state = 'waiting' order by address, entry limit ${RELEASED_AT_ONCE} for update`;
  if (waiting.length === 0) return 0;
  const [leases, entries] = [
    waiting.filter((item) => item.entryId === 0),
    waiting.filter((item) => item.entryId > 0),
  ];
  const done = [...(await releaseLeases(tx, leases, now)), ...(await releaseEntries(tx, entries, now))];
  await tx.$executeRaw`
    update suppression_release_item i
    set state = u.state, step = u.step, until = u.until, message = u.message,
      released_at = case u.state when 'released' then ${now}::timestamp end
    from unnest(${numbers(done.map((one) => one.address))}::bigint[], ${numbers(done.map((one) => one.entryId))}::int[],
      ${texts(done.map((one) => one.state))}::text[], ${numbers(done.map((one) => one.step))}::smallint[],
      ${times(done.map((one) => one.until))}::timestamp[], ${numbers(done.map((one) => one.message))}::bigint[])
      u(address, entry, state, step, until, message)
    where i.release = ${release} and i.address = u.address and i.entry = u.entry`;
  const released = done.filter((one) => one.state === "released").length;
  await tx.suppressionRelease.update({
    where: { id: release },
    data: { released: { increment: released }, progressAt: now },
  });
  return released;
}

async function releaseLeases(tx: Prisma.TransactionClient, items: Waiting[], now: Date): Promise<Done[]> {
  if (items.length === 0) return [];
  const addresses = items.map((item) => item.address);
  await lockLeases(tx, addresses);
  const found = await factsOf(tx, addresses);
  const facts: Parameters<typeof addFacts>[1] = [];
  const done = items.map((item): Done => {
    const { facts: known = [], recipient = item.recipient } = found.get(item.address) ?? {};
    const { lease } = foldLease(known);
    if (!lease || lease.until <= now.getTime()) return { ...item, state: "gone", message: null };
    // A provider's clock may be ahead of ours: what is released is the lease as it stands, so the release comes last.
    const at = Math.max(now.getTime(), ...known.map((fact) => fact.at + 1));
    const message = freshId();
    const { address } = item;
    facts.push({ address, recipient, kind: FACT_KINDS.indexOf("release"), message, at, importId: 0 });
    return { ...item, state: "released", message, step: lease.step, until: new Date(lease.until) };
  });
  await addFacts(tx, facts);
  // The lock has made a row where an undone import has left none.
  await refoldLeases(
    tx,
    addresses.filter((address) => !found.has(address)),
  );
  return done;
}

async function releaseEntries(tx: Prisma.TransactionClient, items: Waiting[], now: Date): Promise<Done[]> {
  const ids = items.map((item) => item.entryId);
  const ended = new Set(await endEntries(tx, ids, now));
  await returnToLists(tx, [...ended], now);
  return items.map((item) => ({
    ...item,
    state: ended.has(item.entryId) ? "released" : "gone",
    message: null,
  }));
}

/** @returns whether it was this call that ended it */
export async function finishRelease(tx: Prisma.TransactionClient, id: number, now: Date): Promise<boolean> {
  const finished = await tx.suppressionRelease.updateMany({
    where: { id, state: "running" },
    data: { state: "done", finishedAt: now, progressAt: now },
  });
  return finished.count === 1;
}

/** Goes on with a release until all of it is done; each batch stands for itself. */
export async function carryRelease(db: PrismaClient, id: number, clock = () => new Date()): Promise<void> {
  for (;;) {
    const isOver = await inTransaction(db, async (tx) => {
      const { state, preparedBy } = await tx.suppressionRelease.findUniqueOrThrow({ where: { id } });
      if (state !== "running") return true;
      await releaseBatch(tx, id, clock());
      if ((await tx.suppressionReleaseItem.count({ where: { releaseId: id, state: "waiting" } })) > 0)
        return false;
      if (!(await finishRelease(tx, id, clock()))) return true;
      const { items, released } = await tx.suppressionRelease.findUniqueOrThrow({ where: { id } });
      const detail = { release: id, items, released };
      const subject = `${items} suppressions`;
      await audit(tx, { actor: preparedBy, action: "suppression.release-done", subject, detail }, clock());
      return true;
    });
    if (isOver) return;
  }
}

const running = new WeakMap<PrismaClient, Set<number>>();

/** Begins to carry it out without waiting for its end. Failures are left to {@link continueReleases}. */
export function startCarrying(db: PrismaClient, id: number, carry = carryRelease): void {
  const ids = running.get(db) ?? new Set();
  running.set(db, ids);
  if (ids.has(id)) return;
  ids.add(id);
  carry(db, id)
    .catch((error) => log.error({ err: error, release: id }, "a release was not carried to its end"))
    .finally(() => ids.delete(id));
}

/** Takes up what a process that died has left half done. */
export async function continueReleases(
  db: PrismaClient,
  now: Date,
  carriers: Record<string, typeof carryRelease>,
): Promise<void> {
  const left = await db.suppressionRelease.findMany({
    where: {
      state: { in: Object.keys(carriers) },
      progressAt: { lt: new Date(now.getTime() - GIVEN_UP_AFTER) },
    },
    select: { id: true, state: true },
  });
  for (const { id, state } of left) startCarrying(db, id, carriers[state]);
}
