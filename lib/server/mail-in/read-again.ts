import { Refusal } from "@/lib/core/error";
import type { MailOutcome } from "@/lib/core/mail-in/kind";
import { audit } from "@/lib/server/audit";
import { inTransaction } from "@/lib/server/transaction";
import type { PrismaClient } from "@/prisma/generated/client";
import { handleMail } from "./handle";

/**
 * Reads a kept mail once more that changed nothing so far: after an upgrade, or once the delivery that it is about is known.
 * @throws Refusal "not-found"; "conflict" where it was taken in, or is not kept any more
 */
export async function readAgain(
  db: PrismaClient,
  digest: string,
  actor: string,
  now: Date,
): Promise<Pick<MailOutcome, "kind" | "state" | "reason">> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.incomingMail.updateMany({
      where: { digest, state: { not: "taken" }, raw: { not: new Uint8Array() } },
      data: { state: "new" },
    });
    if (count === 0) throw await whyNot(tx, digest);
    await audit(tx, { actor, action: "mail.read-again", subject: digest, detail: {} }, now);
  });
  const done = await handleMail(db, digest, now);
  if (!done) throw new Refusal("conflict", "Somebody else has dealt with this mail.");
  const { kind, state, reason } = done;
  return { kind, state, reason };
}

async function whyNot(db: Pick<PrismaClient, "incomingMail">, digest: string): Promise<Refusal> {
  const row = await db.incomingMail.findUnique({ where: { digest }, select: { state: true } });
  if (!row) return new Refusal("not-found", "There is no such mail.");
  return row.state === "taken"
    ? new Refusal("conflict", "This mail was taken in already.")
    : new Refusal("conflict", "What this mail said is not kept any more.");
}
