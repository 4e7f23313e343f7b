import { Refusal } from "@/lib/core/error";
import type { Evidence, HygieneState } from "@/lib/core/hygiene";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { inTransaction } from "./transaction";

export interface HygieneDecision {
  address: bigint;
  /** "open" takes a decision back. */
  state: HygieneState;
  /** Of the row as it was shown. */
  version: number;
}

const ACTIONS = { accepted: "hygiene.accepted", dismissed: "hygiene.dismissed", open: "hygiene.undone" };

/**
 * Decides about one address of the worklist, or takes the decision back. It suppresses nothing: an accepted address
 * stands in the export, for whoever keeps the lists.
 * @returns the new version, for the way back
 * @throws Refusal "not-found", "conflict" where the row was decided about or has new evidence meanwhile
 */
export async function decideHygiene(
  db: PrismaClient,
  { address, state, version }: HygieneDecision,
  actor: string,
  now: Date,
): Promise<{ recipient: string; version: number }> {
  return inTransaction(db, async (tx) => {
    const row = await tx.hygieneItem.findUnique({ where: { address } });
    if (!row) throw new Refusal("not-found", "This address is not on the worklist.");
    const decides = state !== "open";
    const { count } = await tx.hygieneItem.updateMany({
      where: { address, version, state: decides ? "open" : { not: "open" } },
      data: {
        state,
        version: version + 1,
        decidedAt: decides ? now : null,
        decidedBy: decides ? actor : null,
        decidedUpon: decides ? row.evidenceAt : null,
      },
    });
    if (count === 0) throw new Refusal("conflict", conflictWords(row, decides));
    const reasons = (row.evidence as unknown as Evidence[]).map(({ reason }) => reason);
    const detail = decides ? { reasons } : { was: row.state, decidedBy: row.decidedBy };
    await audit(tx, { actor, action: ACTIONS[state], subject: row.recipient, detail }, now);
    return { recipient: row.recipient, version: version + 1 };
  });
}

function conflictWords(
  { recipient, state, decidedBy }: { recipient: string; state: string; decidedBy: string | null },
  decides: boolean,
): string {
  if (decides && state !== "open") return `${recipient} was ${state} by ${decidedBy} meanwhile.`;
  if (!decides && state === "open") return `${recipient} is open already.`;
  return `What is known of ${recipient} has changed meanwhile. Look again.`;
}
