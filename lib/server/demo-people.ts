import { LISTS, MANUAL_ENTRIES } from "@/lib/core/demo/bookshop";
import type { Reader } from "@/lib/core/demo/readers";
import { TRANSLATIONS } from "@/lib/core/demo/translations";
import type { Prisma } from "@/prisma/generated/client";
import { addLedger, removeLedger } from "./demo-ledger";
import { addressKey } from "./keys";
import { numbers, texts, times } from "./literals";
import { addEntries, removeInvented } from "./suppression-entries";
import { newSubscriberId } from "./token";

const DAY = 86_400_000;

interface Entry {
  recipient: string;
  reason: "complaint" | "unsubscribe" | "manual";
  listId: number;
  since: number;
  note: string;
}

/**
 * Brings in the bookshop's lists, who is on them and how they came and went, and whom they must not write to, all marked
 * with the import.
 */
export async function addPeople(
  tx: Prisma.TransactionClient,
  { readers, seed }: { readers: Reader[]; seed: number },
  importId: number,
  now: Date,
): Promise<void> {
  const lists = await addLists(tx, importId, now);
  const ids = readers.map(newSubscriberId);
  await tx.$executeRaw`
    insert into subscriber (id, address, recipient, created_at, import)
    select *, ${importId} from unnest(${texts(ids)}::text[],
      ${numbers(readers.map(({ address }) => addressKey(address)))}::bigint[],
      ${texts(readers.map(({ address }) => address))}::text[],
      ${times(readers.map((one) => Math.min(now.getTime(), ...one.lists.map(({ since }) => since))))}::timestamp[])`;
  // What they have yet to decide when the history ends has not happened.
  const past = (at: number | null) => (at !== null && at <= now.getTime() ? at : null);
  const memberships = readers.flatMap((reader, i) =>
    reader.lists.map(({ list, since, leftAt }) => ({
      id: ids[i]!,
      list: lists[list]!,
      since,
      leftAt: past(leftAt),
    })),
  );
  await tx.$executeRaw`
    insert into subscription (subscriber_id, list_id, since, left_at)
    select * from unnest(${texts(memberships.map((row) => row.id))}::text[],
      ${numbers(memberships.map((row) => row.list))}::int[],
      ${times(memberships.map((row) => row.since))}::timestamp[],
      ${times(memberships.map((row) => row.leftAt))}::timestamp[])`;
  await addLedger(tx, { readers, ids, lists, seed }, importId, now);
  const entries = readers.flatMap(({ address: recipient, complainedAt, lists: own }): Entry[] => {
    const complained = past(complainedAt);
    const left = own.map(({ list, leftAt }) => ({ listId: lists[list]!, since: past(leftAt) }));
    return [
      ...(complained
        ? [{ recipient, reason: "complaint" as const, listId: 0, since: complained, note: "Feedback report" }]
        : []),
      ...left.flatMap(({ listId, since }) =>
        since ? [{ recipient, reason: "unsubscribe" as const, listId, since, note: "" }] : [],
      ),
    ];
  });
  const manual = MANUAL_ENTRIES.map((entry): Entry => {
    return { ...entry, reason: "manual", listId: 0, since: now.getTime() - 20 * DAY };
  });
  await addEntries(
    tx,
    [...entries, ...manual].map((entry) => ({ ...entry, importId })),
  );
}

/** Behind the lists that are there. @returns their ids, in the order of LISTS */
async function addLists(tx: Prisma.TransactionClient, importId: number, now: Date): Promise<number[]> {
  const { _max } = await tx.list.aggregate({ _max: { position: true } });
  const first = (_max.position ?? 0) + 1;
  const rows = await tx.list.createManyAndReturn({
    data: LISTS.map(({ share: _, ...list }, i) => ({
      ...list,
      translations: TRANSLATIONS[list.name] ?? {},
      position: first + i,
      createdAt: now,
      importId,
    })),
    select: { id: true, position: true },
  });
  return rows.sort((a, b) => a.position - b.position).map(({ id }) => id);
}

/**
 * Takes out what {@link addPeople} brought and what was decided for these invented people since. Of the ledger what was
 * invented goes; who has decided something since stays in it, on no list, with the words that were agreed to.
 */
export async function removePeople(tx: Prisma.TransactionClient, importId: number): Promise<void> {
  await removeInvented(tx, importId);
  await tx.$executeRaw`
    delete from subscription where list_id in (select id from list where import = ${importId})
      or subscriber_id in (select id from subscriber where import = ${importId})`;
  await tx.$executeRaw`
    delete from mail_cap where subscriber_id in (select id from subscriber where import = ${importId})`;
  await removeLedger(tx, importId);
  await tx.list.deleteMany({ where: { importId } });
  await tx.listHealth.deleteMany();
  await tx.subscriber.deleteMany({ where: { importId, changes: { none: {} } } });
}
