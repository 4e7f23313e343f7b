import type { MailEvent } from "@/lib/core/events";
import { holdOf } from "@/lib/core/holds";
import { SOURCE_TITLES } from "@/lib/core/sources/names";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";
import { LIVE } from "./intake";
import { addressKey } from "./keys";
import { numbers } from "./literals";
import { type AddedEntry, addEntries, dateBack } from "./suppression-entries";
import { inTransaction } from "./transaction";

/** One at a time for each address: two writers would find nothing, and make two entries. */
const LOCK =
  "select pg_advisory_xact_lock(address) from (select unnest($1::bigint[]) as address order by 1 offset 0) a";

type Wanted = AddedEntry & { address: bigint; since: number };

/** Somebody who has called a mail of ours spam. */
export interface Complainer {
  /** As written. */
  recipient: string;
  /** ms since 1970. */
  at: number;
  /** Who reported it, for people. */
  note: string;
}

/** Keeps all mail from somebody whose complaint came by mail, as that of a provider's event does. */
export async function holdComplainer(db: Database, { recipient, at, note }: Complainer): Promise<void> {
  const wanted = { recipient, address: addressKey(recipient), reason: "complaint", since: at, note } as const;
  await inTransaction(db, (tx) => hold(tx, [wanted], LIVE));
}

/** Keeps all mail from those who complained or unsubscribed by these events. In the transaction of the batch. */
export const holdByEvents = (
  tx: Prisma.TransactionClient,
  events: MailEvent[],
  importId: number,
): Promise<void> => hold(tx, entriesOf(events, importId), importId);

/**
 * Without an end, since the first time, whichever came first. An entry of that reason that was lifted after it stays lifted
 * until somebody complains again.
 */
async function hold(tx: Prisma.TransactionClient, wanted: Wanted[], importId: number): Promise<void> {
  if (wanted.length === 0) return;
  const address = { in: wanted.map((entry) => entry.address) };
  await tx.$executeRawUnsafe(LOCK, numbers(address.in));
  const known = await tx.suppressionEntry.findMany({ where: { address, listId: 0, senderDomain: "" } });
  const added: AddedEntry[] = [];
  const earlier: { id: number; since: number }[] = [];
  for (const entry of wanted) {
    const same = known.filter((row) => row.address === entry.address && row.reason === entry.reason);
    const own = same.find((row) => row.importId === importId && row.endedAt === null);
    const lifted = same.some((row) => row.endedAt !== null && row.endedAt.getTime() >= entry.since);
    if (own && entry.since < own.since.getTime()) earlier.push({ id: own.id, since: entry.since });
    if (!own && !lifted) added.push(entry);
  }
  await dateBack(tx, earlier);
  await addEntries(tx, added);
}

/** One an address and reason, at its first time. */
function entriesOf(events: MailEvent[], importId: number): Wanted[] {
  const found = new Map<string, Wanted>();
  for (const event of events) {
    const reason = holdOf(event);
    if (!reason) continue;
    const address = addressKey(event.recipient);
    const known = found.get(`${address} ${reason}`);
    if (known && known.since <= event.at) continue;
    const note = `Reported by ${SOURCE_TITLES[event.source]}`;
    const { recipient, at: since } = event;
    found.set(`${address} ${reason}`, { address, recipient, reason, since, note, importId });
  }
  return [...found.values()];
}
