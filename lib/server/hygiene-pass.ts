import { evidenceAgainst, latestOf, revised } from "@/lib/core/hygiene";
import { domainJudge } from "@/lib/core/send-check/typo";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Domains, domainFigures } from "./domain-figures";
import { bouncedOrComplained, firstBounce, listed } from "./hygiene-candidates";
import { factsFor } from "./hygiene-facts";
import { itemsOf, writeItems } from "./hygiene-items";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Events are stamped before they come: a pass reads this much again. */
const OVERLAP = HOUR;
/** "hyg" and a number: one pass at a time, in whichever process. */
const HYGIENE_LOCK = 0x68796701;
const BATCH = 2_000;

export interface PassResult {
  /** Whether the whole log was read, late events too. */
  whole: boolean;
  /** Addresses looked at; one that bounced on several days may count several times. */
  looked: number;
  written: number;
  removed: number;
}

/**
 * Brings the worklist after the log: what bounced or complained since the last pass, and once a day everything, because
 * late events are older than where the last pass ended. A pass that breaks off is done again.
 * @param whole everything, however long ago that was last done
 * @returns null while another pass is under way
 */
export async function hygienePass(db: PrismaClient, now: Date, whole = false): Promise<PassResult | null> {
  return db.$transaction(
    async (lock) => {
      const [row] = await lock.$queryRaw<{ free: boolean }[]>`
        select pg_try_advisory_xact_lock(${HYGIENE_LOCK}) as free`;
      if (!row?.free) return null;
      const { through, wholeAt } = await db.hygienePass.findUniqueOrThrow({ where: { id: 1 } });
      const all = whole || !through || !wholeAt || now.getTime() - wholeAt.getTime() >= DAY;
      const result = await pass(db, now, all ? null : new Date(through.getTime() - OVERLAP));
      await db.hygienePass.update({ where: { id: 1 }, data: { through: now, ...(all && { wholeAt: now }) } });
      return result;
    },
    { maxWait: 60_000, timeout: DAY },
  );
}

async function pass(db: PrismaClient, now: Date, since: Date | null): Promise<PassResult> {
  const judge = await judgeOf(db, now);
  const result: PassResult = { whole: since === null, looked: 0, written: 0, removed: 0 };
  const look = async (addresses: bigint[]) => {
    for (let from = 0; from < addresses.length; from += BATCH) {
      const done = await judge(addresses.slice(from, from + BATCH));
      result.looked += done.looked;
      result.written += done.written;
      result.removed += done.removed;
    }
  };
  // What is listed may have been accepted since, or its import undone.
  if (!since) for await (const addresses of listed(db, BATCH)) await look(addresses);
  let from = since ?? (await firstBounce(db)) ?? now;
  // A provider's clock may be ahead of ours.
  const end = new Date(now.getTime() + DAY);
  while (from < end) {
    const to = new Date(Math.min(from.getTime() + DAY, end.getTime()));
    await look(await bouncedOrComplained(db, from, to));
    from = to;
  }
  return result;
}

/** Judges a batch of addresses, and writes what changed. */
async function judgeOf(db: PrismaClient, now: Date) {
  const domains: Domains = await domainFigures(db, now);
  const faultOf = domainJudge(domains);
  return async (addresses: bigint[]): Promise<Omit<PassResult, "whole">> => {
    const [facts, items] = await Promise.all([
      factsFor(db, addresses, { domains, faultOf, now }),
      itemsOf(db, addresses),
    ]);
    const writes = [];
    const removed: bigint[] = [];
    for (const address of addresses) {
      const known = facts.get(address);
      const evidence = known ? evidenceAgainst(known) : [];
      const change = revised(items.get(address), evidence);
      if (change.act === "remove") removed.push(address);
      if (change.act === "write" && known)
        writes.push({ address, recipient: known.recipient, evidence, at: latestOf(evidence), ...change });
    }
    await writeItems(db, writes, removed, now);
    return { looked: addresses.length, written: writes.length, removed: removed.length };
  };
}
