import { Refusal } from "@/lib/core/error";
import type { List, Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { erasedKeys } from "./erased";
import { addressKey } from "./keys";
import { readSubscribers } from "./subscriber-file";
import { newSubscriberId } from "./token";
import { inTransaction } from "./transaction";

export interface SubscriberImport {
  /** Lines with something on them, the header left out. The four numbers below add up to it. */
  read: number;
  added: number;
  already: number;
  /** Left before, complained, or blocked by hand: never overridden. */
  optedOut: number;
  rejectedTotal: number;
  /** The first thousand. */
  rejected: { line: number; reason: string; raw: string }[];
}

const BATCH = 1000;
const MOST_REJECTED = 1000;

/**
 * Adds the addresses of a CSV file to a list, streaming, a thousand in a transaction. A file that breaks off leaves
 * what was read; reading it again counts nobody twice. Nobody who opted out comes back by a file.
 */
export async function importSubscribers(
  db: PrismaClient,
  listId: number,
  input: AsyncIterable<Uint8Array>,
  actor: string,
  now: Date,
): Promise<SubscriberImport> {
  const list = await db.list.findUnique({ where: { id: listId } });
  if (!list) throw new Refusal("not-found", "There is no such list.");
  const result: SubscriberImport = {
    read: 0,
    added: 0,
    already: 0,
    optedOut: 0,
    rejectedTotal: 0,
    rejected: [],
  };
  try {
    let batch: string[] = [];
    for await (const line of readSubscribers(input)) {
      result.read += 1;
      if ("address" in line) batch.push(line.address);
      else reject(result, line);
      if (batch.length < BATCH) continue;
      await add(db, list, batch, result, now);
      batch = [];
    }
    await add(db, list, batch, result, now);
  } finally {
    const { rejected, ...detail } = result;
    const record = { actor, action: "list.subscribers-imported", subject: `list ${listId}`, detail };
    if (result.read > 0) await inTransaction(db, (tx) => audit(tx, record, now));
  }
  return result;
}

function reject(result: SubscriberImport, line: { line: number; reason: string; raw: string }): void {
  result.rejectedTotal += 1;
  if (result.rejected.length < MOST_REJECTED) result.rejected.push(line);
}

async function add(
  db: Database,
  list: List,
  addresses: string[],
  result: SubscriberImport,
  now: Date,
): Promise<void> {
  // Of two spellings the first one stays.
  const byKey = new Map(addresses.toReversed().map((address) => [addressKey(address), address]));
  const { optedOut, added } = await inTransaction(db, (tx) => addBatch(tx, list, byKey, now));
  const out = addresses.filter((address) => optedOut.has(addressKey(address))).length;
  result.optedOut += out;
  result.added += added;
  result.already += addresses.length - out - added;
}

async function addBatch(
  tx: Prisma.TransactionClient,
  list: List,
  recipients: Map<bigint, string>,
  now: Date,
): Promise<{ optedOut: Set<bigint>; added: number }> {
  const keys = [...recipients.keys()].sort((a, b) => (a < b ? -1 : 1));
  const names = keys.map((key) => recipients.get(key) ?? "");
  const ids = keys.map(newSubscriberId);
  await tx.$executeRaw`
    insert into subscriber (id, address, recipient, created_at)
    select id, address, recipient, ${now}::timestamp
    from unnest(${ids}::text[], ${keys}::bigint[], ${names}::text[]) as new (id, address, recipient)
    on conflict (address) do nothing`;
  const people = await tx.$queryRaw<{ id: string; address: bigint }[]>`
    select id, address from subscriber where address = any(${keys}::bigint[]) order by address for update`;
  const optedOut = await whoOptedOut(tx, list, recipients, now);
  const welcome = people.filter((person) => !optedOut.has(person.address)).map((person) => person.id);
  const added = await tx.$executeRaw`
    with added as (
      insert into subscription (subscriber_id, list_id, since)
      select id, ${list.id}, ${now}::timestamp from unnest(${welcome}::text[]) as new (id)
      on conflict do nothing returning subscriber_id)
    insert into preference_change (at, subscriber_id, list_id, action, door, basis)
    select ${now}::timestamp, subscriber_id, ${list.id}, 'joined', 'import', ${list.basis} from added`;
  return { optedOut, added };
}

/**
 * Who of these left a list, or must not get any mail of it; erased people are found by the keys that stay of them. Leaving
 * everything does not cover transactional mail.
 */
export async function whoOptedOut(
  tx: Prisma.TransactionClient,
  { id, kind }: List,
  recipients: Map<bigint, string>,
  now: Date,
): Promise<Set<bigint>> {
  const keys = [...recipients.keys()];
  const erased = new Map(
    [...recipients].flatMap(([key, address]) => erasedKeys(address).map((one) => [one, key])),
  );
  const rows = await tx.$queryRaw<{ address: bigint }[]>`
    select address from subscriber join subscription on subscriber_id = subscriber.id
    where address = any(${keys}::bigint[]) and list_id = ${id} and left_at is not null
    union
    select address from suppression_entry
    where address = any(${[...keys, ...erased.keys()]}::bigint[]) and ended_at is null and (until is null or until > ${now}::timestamp)
      and (list_id = ${id} or list_id = 0 and (reason <> 'unsubscribe' or ${kind === "marketing"}))`;
  return new Set(rows.map(({ address }) => erased.get(address) ?? address));
}
