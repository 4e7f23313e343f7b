import { setTimeout as pause } from "node:timers/promises";
import { kindCode } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import type { Check } from "./recount";
import { compareSoft, refoldSoft, type SoftComparison } from "./soft-holds";
import { applySoftPolicy } from "./soft-policy";

const ADDRESSES_AT_ONCE = 2_000;
/** Entries follow in a transaction after that of their deliveries: what differs is looked at again, after so many ms. */
const FOLLOWS_WITHIN = 1_000;
const LOOKS = 3;

type Look = SoftComparison & { addresses: bigint[] };

/** Addresses from `after` on with an entry of soft bounces, or a soft bounce that may ask for one. */
async function addressesFrom(tx: Database, after: bigint): Promise<bigint[]> {
  const { active } = await tx.softPolicy.findUniqueOrThrow({ where: { id: 1 } });
  const held = await tx.$queryRaw<{ address: bigint }[]>`
    select distinct address from suppression_entry
    where reason = 'soft' and import = 0 and ended_at is null and address >= ${after}::bigint
    order by address limit ${ADDRESSES_AT_ONCE}`;
  if (!active) return held.map(({ address }) => address);
  const bounced = await tx.$queryRaw<{ address: bigint }[]>`
    select distinct address from delivery
    where address >= ${after}::bigint and rank_of(verdict) = ${kindCode("soft")}
    order by address limit ${ADDRESSES_AT_ONCE}`;
  const all = new Set([...held, ...bounced].map(({ address }) => address));
  return [...all].sort((a, b) => (a < b ? -1 : 1)).slice(0, ADDRESSES_AT_ONCE);
}

/** One page of addresses, or those given, in one snapshot. */
const look = (db: PrismaClient, of: bigint | bigint[]): Promise<Look> =>
  db.$transaction(
    async (tx) => {
      const addresses = Array.isArray(of) ? of : await addressesFrom(tx, of);
      return { addresses, ...(await compareSoft(tx, addresses)) };
    },
    { isolationLevel: "RepeatableRead", timeout: 60_000 },
  );

async function* pages(db: PrismaClient): AsyncGenerator<Look> {
  let after = -(2n ** 63n);
  for (;;) {
    const page = await look(db, after);
    const last = page.addresses.at(-1);
    if (last === undefined) return;
    yield page;
    after = last + 1n;
  }
}

const differing = ({ wrong, missing }: Look): bigint[] => [
  ...new Set([...wrong, ...missing].map(({ address }) => address)),
];

/**
 * Entries of soft bounces beside the deliveries and the policy they follow from. While a change of the policy is still
 * being gone through, those that stand are not compared.
 */
export async function compareSoftEntries(db: PrismaClient): Promise<Check> {
  const check: Check = { name: "soft_entry", checked: 0, wrong: 0, unchecked: 0 };
  const { phase } = await db.softPolicy.findUniqueOrThrow({ where: { id: 1 } });
  if (phase !== "settled") {
    const standing = { reason: "soft", importId: 0, endedAt: null } as const;
    return { ...check, unchecked: await db.suppressionEntry.count({ where: standing }) };
  }
  for await (const page of pages(db)) {
    check.checked += page.right + page.wrong.length + page.missing.length;
    check.unchecked += page.old;
    let left: Look = page;
    for (let i = 1; i < LOOKS && differing(left).length > 0; i++) {
      await pause(FOLLOWS_WITHIN);
      left = await look(db, differing(left));
    }
    check.wrong += left.wrong.length + left.missing.length;
  }
  return check;
}

/** Puts right what {@link compareSoftEntries} compares, a change of the policy that is not gone through included. */
export async function rebuildSoftEntries(db: PrismaClient): Promise<void> {
  await applySoftPolicy(db);
  for await (const page of pages(db)) await refoldSoft(db, differing(page));
}
