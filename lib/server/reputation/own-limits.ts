import type { NewLimit } from "@/lib/core/reputation-notes";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";

const MILLION = 1_000_000;

/** Sets or takes away the organisation's own limit of a metric. The last one to say so is right. */
export async function setOwnLimit(
  db: PrismaClient,
  { metric, rate }: NewLimit,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (rate === null) {
      const { count } = await tx.ownLimit.deleteMany({ where: { metric } });
      if (count > 0) await audit(tx, { actor, action: "own-limit.removed", subject: metric }, now);
      return;
    }
    const set = { rate: Math.round(rate * MILLION), changedBy: actor, changedAt: now };
    await tx.ownLimit.upsert({ where: { metric }, create: { metric, ...set }, update: set });
    await audit(tx, { actor, action: "own-limit.set", subject: metric, detail: { rate } }, now);
  });
}
