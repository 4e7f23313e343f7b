import { outdatedBefore } from "@/lib/core/retention";
import { FACT_KINDS } from "@/lib/core/suppression";
import { forgettable } from "@/lib/core/suppression-memory";
import type { PrismaClient } from "@/prisma/generated/client";
import { factsOf, lockLeases, refoldLeases } from "./leases";
import { numbers } from "./literals";
import { type EventKey, NO_IMPORT, refoldDeliveries } from "./refold";
import { inTransaction, retried } from "./transaction";

const QUARTER_DAY = 21_600_000;
const KEYS_AT_ONCE = 2_000;
const ADDRESSES_AT_ONCE = 500;

/** Deletes deliveries from before `before` (ms), a few hours of them at a time. Their figures stay. @returns how many */
export async function forgetDeliveries(db: PrismaClient, before: number): Promise<number> {
  const oldest = async () =>
    (await db.delivery.aggregate({ _min: { at: true }, where: { at: { lt: new Date(before) } } }))._min.at;
  let deleted = 0;
  for (let at = await oldest(); at; at = await oldest()) {
    const end = new Date(Math.min(before, at.getTime() + QUARTER_DAY));
    const { count } = await retried(() => db.delivery.deleteMany({ where: { at: { lt: end } } }));
    deleted += count;
  }
  return deleted;
}

/** Deletes what only engagement had made, once that has gone with its month of the log. It counts nowhere. */
export async function forgetEngagement(db: PrismaClient): Promise<void> {
  for (;;) {
    const keys = await db.$queryRaw<EventKey[]>`
      select address, message, recipient from delivery d where at is null
        and not exists (select from event e where e.address = d.address and e.message = d.message)
      limit ${KEYS_AT_ONCE}`;
    if (keys.length > 0) await refoldDeliveries(db, keys, NO_IMPORT);
    if (keys.length < KEYS_AT_ONCE) return;
  }
}

/** Deletes what came through the doors before the retention, quarter hour by quarter hour, and tokens that are too old to come. */
export async function forgetIntake(db: PrismaClient, days: number, now: Date): Promise<void> {
  const quarter = Math.floor(outdatedBefore(days, now.getTime()) / 900_000);
  await db.intake.deleteMany({ where: { quarter: { lt: quarter } } });
  await db.signatureToken.deleteMany({ where: { at: { lt: new Date(now.getTime() - 86_400_000) } } });
}

/** Deletes what could not be read and came before the retention. @returns how many */
export async function forgetQuarantine(db: PrismaClient, days: number, now: Date): Promise<number> {
  const before = new Date(outdatedBefore(days, now.getTime()));
  return (await db.quarantine.deleteMany({ where: { at: { lt: before } } })).count;
}

/** Deletes mails that came before the retention, raw as they are kept. What they changed stays. @returns how many */
export async function forgetMails(db: PrismaClient, days: number, now: Date): Promise<number> {
  const before = new Date(outdatedBefore(days, now.getTime()));
  return (await db.incomingMail.deleteMany({ where: { receivedAt: { lt: before } } })).count;
}

/**
 * Deletes facts from before `before` (ms) that no lease at or after it depends on, so that the leases of every instant
 * since then stay as they were. @returns how many
 */
export async function forgetFacts(db: PrismaClient, before: number): Promise<number> {
  let after = -(2n ** 63n);
  let deleted = 0;
  for (;;) {
    const rows = await db.$queryRaw<{ address: bigint }[]>`
      select distinct address from suppression_fact where at < ${new Date(before)}::timestamp and address >= ${after}
      order by address limit ${ADDRESSES_AT_ONCE}`;
    const addresses = rows.map((row) => row.address);
    const last = addresses.at(-1);
    if (last === undefined) return deleted;
    deleted += await forgetFactsOf(db, addresses, before);
    after = last + 1n;
  }
}

async function forgetFactsOf(db: PrismaClient, addresses: bigint[], before: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    await lockLeases(tx, addresses);
    const gone: { address: bigint; kind: number; message: bigint }[] = [];
    for (const [address, { facts }] of await factsOf(tx, addresses))
      for (const { kind, id } of forgettable(facts, before))
        gone.push({ address, kind: FACT_KINDS.indexOf(kind), message: BigInt(id) });
    const deleted = await tx.$executeRawUnsafe(
      `delete from suppression_fact f using unnest($1::bigint[], $2::smallint[], $3::bigint[]) g(address, kind, message)
       where f.address = g.address and f.kind = g.kind and f.message = g.message`,
      numbers(gone.map((fact) => fact.address)),
      numbers(gone.map((fact) => fact.kind)),
      numbers(gone.map((fact) => fact.message)),
    );
    await refoldLeases(tx, addresses);
    return deleted;
  });
}
