import type { Database } from "./database";
import { addressKey } from "./keys";
import { addEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

/** Somebody who has called a mail of ours spam. */
export interface Complainer {
  /** As written. */
  recipient: string;
  at: Date;
  /** Who reported it, for people. */
  note: string;
}

/**
 * Keeps all mail from somebody who complained, without an end. A complaint that was known, or from before an entry of this
 * reason was lifted, adds nothing: what was released stays so until somebody complains again.
 */
export async function holdComplainer(db: Database, { recipient, at, note }: Complainer): Promise<void> {
  const same = { address: addressKey(recipient), reason: "complaint", listId: 0, senderDomain: "" } as const;
  await inTransaction(db, async (tx) => {
    // Of two reports of one complaint, the second waits for the first.
    await tx.$executeRaw`select pg_advisory_xact_lock(${same.address}::bigint)`;
    const known = { ...same, OR: [{ endedAt: null }, { endedAt: { gte: at } }] };
    if ((await tx.suppressionEntry.count({ where: known })) === 0)
      await addEntries(tx, [{ ...same, recipient, since: at, note }]);
  });
}
