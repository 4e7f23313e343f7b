import { Refusal } from "@/lib/core/error";
import { kindCode } from "@/lib/core/events";
import type { SoftPolicyInput } from "@/lib/core/soft-policy";
import type { PrismaClient, SoftPolicy } from "@/prisma/generated/client";
import { audit } from "./audit";
import { mayAct } from "./auth";
import { log } from "./log";
import type { Actor } from "./manual-entries";
import { refoldSoft } from "./soft-holds";
import { inTransaction } from "./transaction";

const ONLY = { id: 1 };
const ADDRESSES_AT_ONCE = 500;
const LEAST = -(2n ** 63n);
/** Without a sign of life for so long, in ms, another process goes on with it. */
const GIVEN_UP_AFTER = 30_000;

/** The policy as it is, and whether what was there before it is still being gone through. */
export type SoftPolicyState = Pick<SoftPolicy, "active" | "inARow" | "days" | "version"> & {
  settled: boolean;
};

export async function softPolicy(db: Pick<PrismaClient, "softPolicy">): Promise<SoftPolicyState> {
  const { active, inARow, days, version, phase } = await db.softPolicy.findUniqueOrThrow({ where: ONLY });
  return { active, inARow, days, version, settled: phase === "settled" };
}

/**
 * Changes when soft bounces suppress. New mail counts by it at once; what was there before is gone through afterwards.
 * @throws Refusal "not-allowed" for all but admins, "conflict" where somebody else has changed it meanwhile
 */
export async function changeSoftPolicy(
  db: PrismaClient,
  { version, ...change }: SoftPolicyInput,
  actor: Actor,
  now: Date,
): Promise<SoftPolicyState> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may change this.");
  return inTransaction(db, async (tx) => {
    const before = await softPolicy(tx);
    const changed = await tx.softPolicy.updateMany({
      where: { ...ONLY, version },
      data: { ...change, version: version + 1, phase: "entries", after: LEAST, progressAt: now },
    });
    if (changed.count === 0)
      throw new Refusal("conflict", "Somebody else has changed it meanwhile. Look again.");
    const { active, inARow, days } = before;
    const detail = { from: { active, inARow, days }, to: change };
    await audit(
      tx,
      { actor: actor.email, action: "soft-policy.changed", subject: "soft bounces", detail },
      now,
    );
    return softPolicy(tx);
  });
}

/**
 * Goes through what was there before the latest change: entries that stand, then addresses with soft bounces. Each step
 * leaves what it has done right; broken off, it goes on where it was.
 */
export async function applySoftPolicy(db: PrismaClient, clock = () => new Date()): Promise<void> {
  for (;;) {
    const state = await db.softPolicy.findUniqueOrThrow({ where: ONLY });
    if (state.phase === "settled") return;
    const addresses =
      state.phase === "entries" ? await entriesAfter(db, state.after) : await mailsAfter(db, state.after);
    await refoldSoft(db, addresses);
    const last = addresses.at(-1);
    const next =
      last !== undefined
        ? { after: last }
        : { phase: state.phase === "entries" && state.active ? "mails" : "settled", after: LEAST };
    await db.softPolicy.updateMany({
      where: { ...ONLY, version: state.version, phase: state.phase },
      data: { ...next, progressAt: clock() },
    });
  }
}

async function entriesAfter(db: PrismaClient, after: bigint): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ address: bigint }[]>`
    select distinct address from suppression_entry
    where reason = 'soft' and import = 0 and ended_at is null and address > ${after}::bigint
    order by address limit ${ADDRESSES_AT_ONCE}`;
  return rows.map((row) => row.address);
}

async function mailsAfter(db: PrismaClient, after: bigint): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ address: bigint }[]>`
    select distinct address from delivery
    where address > ${after}::bigint and rank_of(verdict) = ${kindCode("soft")}
    order by address limit ${ADDRESSES_AT_ONCE}`;
  return rows.map((row) => row.address);
}

const running = new WeakSet<PrismaClient>();

/** Begins to apply it without waiting for the end, unless this process is at it. */
export function startApplying(db: PrismaClient): void {
  if (running.has(db)) return;
  running.add(db);
  applySoftPolicy(db)
    .catch((error) => log.error({ err: error }, "the policy of soft bounces was not applied to its end"))
    .finally(() => running.delete(db));
}

/** Takes up what a process that died has left half done. */
export async function continueApplying(db: PrismaClient, now: Date): Promise<void> {
  const { phase, progressAt } = await db.softPolicy.findUniqueOrThrow({ where: ONLY });
  const isAlive = progressAt !== null && now.getTime() - progressAt.getTime() < GIVEN_UP_AFTER;
  if (phase !== "settled" && !isAlive) startApplying(db);
}
