import { randomBytes } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import { FACT_KINDS, foldLease } from "@/lib/core/suppression";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { mayAct, type SessionUser } from "./auth";
import { addressKey } from "./keys";
import { addFacts, factsOf, lockLeases } from "./leases";
import { inTransaction } from "./transaction";

/** A release has no message: an id of its own makes it a fact of its own. */
const freshId = (): bigint => randomBytes(8).readBigInt64BE();

/**
 * Ends the lease of an address now, so that the next send is attempted. What recipients decided (complaints,
 * unsubscribes) is not released here.
 * @param input the reason, 3 to 500 characters, goes to the audit trail
 * @returns the address as it was written, and when the lease would have ended (ms)
 * @throws Refusal "not-allowed" for all but admins, "invalid-input", "conflict" where no lease is in force
 */
export async function releaseLease(
  db: PrismaClient,
  input: { recipient: string; reason: string },
  actor: Pick<SessionUser, "email" | "role">,
  now: Date,
): Promise<{ recipient: string; until: number }> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may release an address.");
  const reason = input.reason.trim();
  if (reason.length < 3 || reason.length > 500)
    throw new Refusal("invalid-input", "Say why, in 3 to 500 characters.", "reason");
  const address = addressKey(input.recipient);
  return inTransaction(db, async (tx) => {
    await lockLeases(tx, [address]);
    const { facts = [], recipient = input.recipient } = (await factsOf(tx, [address])).get(address) ?? {};
    const { lease } = foldLease(facts);
    if (!lease || lease.until <= now.getTime())
      throw new Refusal("conflict", `${recipient} is free already: no lease is in force.`);
    // A provider's clock may be ahead of ours: what is released is the lease as it stands, so the release comes last.
    const at = Math.max(now.getTime(), ...facts.map((fact) => fact.at + 1));
    const release = { kind: FACT_KINDS.indexOf("release"), message: freshId(), at, importId: 0 };
    await addFacts(tx, [{ address, recipient, ...release }]);
    const detail = { reason, step: lease.step, until: new Date(lease.until).toISOString() };
    await audit(tx, { actor: actor.email, action: "suppression.released", subject: recipient, detail }, now);
    return { recipient, until: lease.until };
  });
}
