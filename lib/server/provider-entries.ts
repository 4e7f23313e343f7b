import type { MailEvent } from "@/lib/core/events";
import { holdOf } from "@/lib/core/holds";
import { SOURCE_TITLES } from "@/lib/core/sources/names";
import type { Prisma } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { numbers } from "./literals";
import { type AddedEntry, addEntries, dateBack } from "./suppression-entries";

/** One at a time for each address: two writers would find nothing, and make two entries. */
const LOCK =
  "select pg_advisory_xact_lock(address) from (select unnest($1::bigint[]) as address order by 1 offset 0) a";

type Wanted = AddedEntry & { address: bigint; since: number };

/**
 * Keeps all mail from those who complained or unsubscribed by these events, since the first time, without an end. An
 * entry of that reason that was lifted after the event stays lifted. In the transaction of the batch.
 */
export async function holdByEvents(
  tx: Prisma.TransactionClient,
  events: MailEvent[],
  importId: number,
): Promise<void> {
  const wanted = entriesOf(events, importId);
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
