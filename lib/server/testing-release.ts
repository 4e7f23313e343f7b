import type { ReleaseAsk } from "@/lib/core/release";
import { SUPPRESSION_REASONS } from "@/lib/core/suppression-reasons";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Actor } from "./manual-entries";
import { confirmRelease, prepareRelease } from "./releases";

/** Counts and confirms all of it, opt-outs included. */
export async function releaseAll(
  db: PrismaClient,
  asked: ReleaseAsk,
  actor: Actor,
  now: Date,
  reason = "The mailbox is back",
): Promise<Awaited<ReturnType<typeof confirmRelease>>> {
  const { id, counts } = await prepareRelease(db, asked, actor, now);
  const optOuts = (counts.complaint ?? 0) + (counts.unsubscribe ?? 0);
  return confirmRelease(db, { id, reason, reasons: [...SUPPRESSION_REASONS], optOuts }, actor, now);
}
