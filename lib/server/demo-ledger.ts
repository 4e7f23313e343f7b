import { LISTS } from "@/lib/core/demo/bookshop";
import { CONSENTS, type DemoDecision, decisionsOf, requestsOf } from "@/lib/core/demo/decisions";
import type { Reader } from "@/lib/core/demo/readers";
import type { Prisma } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { numbers, texts, times } from "./literals";
import { newSubscriberId } from "./token";

const DAY = 86_400_000;
const AUTHOR = "demo";

interface People {
  readers: Reader[];
  /** Of the readers, in their order. */
  ids: string[];
  /** The numbers of the lists, in the order of LISTS. */
  lists: number[];
  seed: number;
}

/** Writes how the invented readers came to their lists and left them, marked with the import. */
export async function addLedger(
  tx: Prisma.TransactionClient,
  { readers, ids, lists, seed }: People,
  importId: number,
  now: Date,
): Promise<void> {
  const rows = decisionsOf(readers, now.getTime(), seed);
  const consents = await addConsents(tx, lists, now);
  const mailings = await addMailings(tx, rows, lists);
  const consentOf = (row: { list: number; consent: number | null }) =>
    row.consent === null ? 0 : consents.get(`${lists[row.list]} ${row.consent}`)!;
  await tx.$executeRaw`
    insert into preference_change (at, subscriber_id, list_id, action, door, reason, wording, network, agent, basis,
      consent_id, mailing_id, honoured_ms, import)
    select *, ${importId} from unnest(
      ${times(rows.map((row) => row.at))}::timestamp[],
      ${texts(rows.map((row) => ids[row.reader]!))}::text[],
      ${numbers(rows.map((row) => lists[row.list]!))}::int[],
      ${texts(rows.map((row) => row.action))}::text[],
      ${texts(rows.map((row) => row.door))}::text[],
      ${texts(rows.map((row) => row.reason))}::text[],
      ${texts(rows.map((row) => row.wording))}::text[],
      ${texts(rows.map((row) => row.network))}::text[],
      ${texts(rows.map((row) => row.agent))}::text[],
      ${texts(rows.map((row) => (row.action === "said" ? "" : LISTS[row.list]!.basis)))}::text[],
      ${numbers(rows.map(consentOf))}::int[],
      ${numbers(rows.map((row) => mailings.get(mailingOf(row, lists)) ?? 0))}::int[],
      ${numbers(rows.map((row) => row.honouredMs))}::bigint[])`;
  const asked = rows.flatMap((row) =>
    row.askedAt === null
      ? []
      : [
          {
            ...{ ...row, subscriberId: ids[row.reader]!, recipient: readers[row.reader]!.address },
            ...{ askedAt: row.askedAt, confirmedAt: row.at as number | null },
          },
        ],
  );
  const open = requestsOf(rows, now.getTime(), seed).map(({ address, at, ...row }) => ({
    ...{ ...row, recipient: address, subscriberId: newSubscriberId(), askedAt: at, confirmedAt: null },
  }));
  const requests = [...asked, ...open];
  // As one statement: Prisma would send so many rows as several at once, which one connection cannot take.
  await tx.$executeRaw`
    insert into opt_in (subscriber_id, address, recipient, list_id, consent_id, language, door, asked_at, confirmed_at)
    select subscriber, address, recipient, list, consent, language, 'form', asked_at, confirmed_at from unnest(
      ${texts(requests.map((row) => row.subscriberId))}::text[],
      ${numbers(requests.map((row) => addressKey(row.recipient)))}::bigint[],
      ${texts(requests.map((row) => row.recipient))}::text[],
      ${numbers(requests.map((row) => lists[row.list]!))}::int[],
      ${numbers(requests.map(consentOf))}::int[],
      ${texts(requests.map((row) => CONSENTS[row.consent ?? 0]!.language))}::text[],
      ${times(requests.map((row) => row.askedAt))}::timestamp[],
      ${times(requests.map((row) => row.confirmedAt))}::timestamp[])
      as r (subscriber, address, recipient, list, consent, language, asked_at, confirmed_at)`;
}

/** @returns their numbers, by the number of the list and the position in CONSENTS */
async function addConsents(
  tx: Prisma.TransactionClient,
  lists: number[],
  now: Date,
): Promise<Map<string, number>> {
  const numbersOf = new Map<string, number>();
  for (const [index, { language, version, daysAgo, text }] of CONSENTS.entries()) {
    const createdAt = new Date(now.getTime() - daysAgo * DAY);
    const rows = await tx.consentText.createManyAndReturn({
      data: LISTS.flatMap(({ name, kind }, list) =>
        kind === "marketing"
          ? [{ listId: lists[list]!, language, version, text: text(name), createdBy: AUTHOR, createdAt }]
          : [],
      ),
      select: { id: true, listId: true },
    });
    for (const { id, listId } of rows) numbersOf.set(`${listId} ${index}`, id);
  }
  return numbersOf;
}

/** The mail whose link somebody left by: that of its list on that day. A confirmation has none, nor has a file. */
const mailingOf = ({ action, list, at }: DemoDecision, lists: number[]): string =>
  action === "joined"
    ? ""
    : `${lists[list]} ${LISTS[list]!.name}, ${new Date(at).toISOString().slice(0, 10)}`;

/** @returns their numbers, by {@link mailingOf} */
async function addMailings(
  tx: Prisma.TransactionClient,
  rows: DemoDecision[],
  lists: number[],
): Promise<Map<string, number>> {
  const first = new Map(rows.toReversed().map((row) => [mailingOf(row, lists), row] as const));
  first.delete("");
  const made = await tx.mailing.createManyAndReturn({
    data: [...first].map(([key, { list, at }]) => ({
      listId: lists[list]!,
      name: key.slice(key.indexOf(" ") + 1),
      createdAt: new Date(Math.floor(at / DAY) * DAY),
    })),
  });
  return new Map(made.map(({ id, listId, name }) => [`${listId} ${name}`, id]));
}

/** Takes out what {@link addLedger} wrote; texts and mailings that somebody's own decision names stay. */
export async function removeLedger(tx: Prisma.TransactionClient, importId: number): Promise<void> {
  await tx.$executeRaw`delete from preference_change where import = ${importId} and import <> 0`;
  await tx.$executeRaw`delete from opt_in where list_id in (select id from list where import = ${importId})`;
  await tx.$executeRaw`
    delete from consent_text t where list_id in (select id from list where import = ${importId})
      and not exists (select from preference_change c where c.list_id = t.list_id and c.consent_id = t.id)`;
  await tx.$executeRaw`
    delete from mailing m where list_id in (select id from list where import = ${importId})
      and not exists (select from preference_change c where c.list_id = m.list_id and c.mailing_id = m.id)`;
}
