import { csvRecord } from "@/lib/core/csv";
import { Refusal } from "@/lib/core/error";
import { preferencesUrl, unsubscribeHeaders, unsubscribeUrl } from "@/lib/core/list-headers";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { checkAddresses } from "./check";
import type { Database } from "./database";
import { addressKey, key } from "./keys";
import { brandFields } from "./organisation";
import { readSubscribers, type SubscriberLine } from "./subscriber-file";
import { makeToken, newSubscriberId } from "./token";
import { inTransaction } from "./transaction";

const BATCH = 1_000;
const COLUMNS = [
  "address",
  "send",
  "unsubscribe",
  "preferences",
  "List-Unsubscribe",
  "List-Unsubscribe-Post",
];

/** A table, or one JSON object a line under the same names. */
export type LinksFormat = "csv" | "jsonl";

export interface Mailing {
  listId: number;
  /** What the mail is called; the ledger then says which mail somebody left by. Empty: nobody asks. */
  name: string;
}

/**
 * The personal links and headers of everyone whom a mailing goes to: one line for each address that comes in, in
 * order, streamed. Addresses that nobody has met yet get an identity of their own, and are on no list by it. `send` is
 * "yes", or why the address must not get it; it has no links then.
 * @throws Refusal "not-found"; "conflict" for a transactional list, which nobody can leave, and where `baseUrl` is not https
 */
export async function linksForMailing(
  db: PrismaClient,
  { listId, name }: Mailing,
  input: AsyncIterable<Uint8Array>,
  baseUrl: string,
  actor: string,
  now: Date,
  format: LinksFormat = "csv",
): Promise<AsyncGenerator<string>> {
  const list = await db.list.findUnique({ where: { id: listId } });
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional")
    throw new Refusal("conflict", `${list.name} is always on, so nobody can leave it.`);
  if (!baseUrl.startsWith("https:"))
    throw new Refusal(
      "conflict",
      "One-click unsubscribe needs https: set PUBLIC_URL to the https address of Repute.",
    );
  const mailingId = await inTransaction(db, async (tx) => {
    const id = name === "" ? 0 : await mailingOf(tx, listId, name, now);
    const detail = { mailing: name };
    await audit(tx, { actor, action: "list.links-made", subject: `list ${listId}`, detail }, now);
    return id;
  });
  const { unsubscribeMailbox } = await brandFields(db);
  return records(db, { listId, mailingId, baseUrl, mailbox: unsubscribeMailbox, now, format }, input);
}

async function mailingOf(
  tx: Prisma.TransactionClient,
  listId: number,
  name: string,
  now: Date,
): Promise<number> {
  const where = { listId_name: { listId, name } };
  const { id } = await tx.mailing.upsert({ where, create: { listId, name, createdAt: now }, update: {} });
  return id;
}

interface Run {
  listId: number;
  mailingId: number;
  baseUrl: string;
  /** Where unsubscribe mails go; empty: there is no such mailbox. */
  mailbox: string;
  now: Date;
  format: LinksFormat;
}

/** One line for one address. */
const print = (format: LinksFormat, cells: string[]): string =>
  format === "csv"
    ? csvRecord(cells)
    : `${JSON.stringify(Object.fromEntries(COLUMNS.map((column, n) => [column, cells[n]])))}\n`;

async function* records(
  db: PrismaClient,
  run: Run,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  if (run.format === "csv") yield csvRecord(COLUMNS);
  let batch: SubscriberLine[] = [];
  for await (const line of readSubscribers(input)) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield await recordsOf(db, run, batch);
    batch = [];
  }
  if (batch.length > 0) yield await recordsOf(db, run, batch);
}

async function recordsOf(db: PrismaClient, run: Run, lines: SubscriberLine[]): Promise<string> {
  const addresses = lines.flatMap((line) => ("address" in line ? [line.address] : []));
  const { listId, mailingId, now, format } = run;
  const mailing = mailingId === 0 ? undefined : key(`mailing\x1f${mailingId}`);
  const answers = await checkAddresses(db, addresses, { record: false, now, listId, mailing });
  const held = new Map(answers.map(({ address, allowed, reason }) => [address, allowed ? null : reason]));
  const ids = await identities(
    db,
    addresses.filter((address) => !held.get(address)),
    now,
  );
  const text = lines.map((line) => {
    if (!("address" in line)) return print(format, [line.raw, line.reason, "", "", "", ""]);
    const id = ids.get(addressKey(line.address));
    const reason = held.get(line.address);
    if (reason || !id) return print(format, [line.address, reason ?? "unknown", "", "", "", ""]);
    return print(format, [line.address, "yes", ...linksOf(id, run)]);
  });
  return text.join("");
}

function linksOf(subscriberId: string, { listId, mailingId, baseUrl, mailbox }: Run): string[] {
  const token = makeToken("unsubscribe", { subscriberId, listId, mailingId });
  const preferences = makeToken("preferences", { subscriberId, listId: 0, mailingId });
  const headers = Object.values(unsubscribeHeaders(token, baseUrl, mailbox));
  return [unsubscribeUrl(token, baseUrl), preferencesUrl(preferences, baseUrl), ...headers];
}

/** The id by which links know each address, by its key; made where there was none. */
export async function identities(db: Database, addresses: string[], now: Date): Promise<Map<bigint, string>> {
  const byKey = new Map(addresses.map((address) => [addressKey(address), address]));
  const keys = [...byKey.keys()].sort((a, b) => (a < b ? -1 : 1));
  const rows = await db.$queryRaw<{ id: string; address: bigint }[]>`
    with made as (
      insert into subscriber (id, address, recipient, created_at)
      select id, address, recipient, ${now}::timestamp
      from unnest(${keys.map(newSubscriberId)}::text[], ${keys}::bigint[],
        ${keys.map((key) => byKey.get(key) ?? "")}::text[]) as new (id, address, recipient)
      on conflict (address) do nothing returning id, address)
    select id, address from made
    union all select id, address from subscriber where address = any(${keys}::bigint[])`;
  return new Map(rows.map(({ id, address }) => [address, id]));
}
