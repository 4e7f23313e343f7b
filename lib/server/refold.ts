import { domainOf } from "@/lib/core/address";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { FOLD, FOLDED, foldedOf } from "./delivery.sql";
import { domainNumbers } from "./dictionary";
import { numbers } from "./literals";
import { holdWindow, retentionOf } from "./log-window";
import { QUARTER, ROLLUP_CHANGES, SEEN } from "./rollups";
import { inTransaction } from "./transaction";

/** A delivery's key, as an event names it. */
export interface EventKey {
  address: bigint;
  message: bigint;
  /** Any spelling; empty for engagement, which makes no delivery. */
  recipient: string;
}

/**
 * Locks deliveries in key order without writing them: an upsert that is refused its update keeps the lock all the same,
 * and an update by join would not keep the order. A row that is absent stands empty until the next statement.
 */
const LOCK = `
insert into delivery as d (address, message, domain, verdict, sender, seen, recipient, message_id)
select *, 0, 0, 0, '', '' from unnest($1::bigint[], $2::bigint[], $3::int[]) order by 1, 2
on conflict (address, message) do update set seen = excluded.seen where false`;

/** The keys are few beside the log, which the planner does not believe: it would read the whole log for each batch. */
const BY_KEY =
  "select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";

/** Of a delivery from before $4 the log has been dropped: it stays as it is. */
const WHOLE = "(d.at is null or d.at >= $4::timestamp)";

/** Takes the events of one import away from some keys and folds their deliveries anew from the events that remain. */
const REFOLD = `
with target as (
  select * from unnest($1::bigint[], $2::bigint[]) k(address, message)
), gone as (
  delete from event e using target t where e.address = t.address and e.message = t.message and e.import = $3
), kept as (
  select address, message, ${FOLD}
  from target join event using (address, message) where import <> $3 group by 1, 2
), orphaned as (
  select address, message from target except select address, message from kept
), changed as (
  update delivery d set
    was_at = d.at, was_verdict = d.verdict, was_sender = d.sender, was_campaign = d.campaign,
    was_seen = ${SEEN("d.")},
    ${FOLDED.map((name) => `${name} = k.${name}`).join(", ")}
  from kept k
  where d.address = k.address and d.message = k.message and ${WHOLE}
    and (${foldedOf("d")}) is distinct from (${foldedOf("k")})
  returning d.at, d.verdict, d.sender, d.domain, d.campaign, ${SEEN("d.")} as seen,
    d.was_at, d.was_verdict, d.was_sender, d.was_campaign, d.was_seen
), dropped as (
  delete from delivery d using orphaned k where d.address = k.address and d.message = k.message and ${WHOLE}
  returning d.at, d.verdict, d.sender, d.domain, d.campaign, ${SEEN("d.")} as seen
), side as (
  select ${QUARTER("at")} as quarter, sender, domain, campaign, verdict, seen, 1 as s from changed where at is not null
  union all
  select ${QUARTER("was_at")}, was_sender, domain, was_campaign, was_verdict, was_seen, -1 from changed where was_at is not null
  union all
  select ${QUARTER("at")}, sender, domain, campaign, verdict, seen, -1 from dropped where at is not null
), ${ROLLUP_CHANGES}
select 1`;

/** No import has this number. */
export const NO_IMPORT = -1;

/** Deliveries to be folded anew, once each, as the statements take them. */
export interface RefoldKeys {
  all: [string, string];
  /** Those with a recipient, and the numbers of their domains. */
  addressed: [string, string, string];
}

/** Looks up what locking needs; before the transaction, since it may enter domains into their dictionary. */
export async function refoldKeys(db: PrismaClient, keys: EventKey[]): Promise<RefoldKeys> {
  const once = [...new Map(keys.map((key) => [`${key.address} ${key.message}`, key])).values()];
  const addressed = once.filter((key) => key.recipient !== "");
  const names = addressed.map((key) => domainOf(key.recipient));
  const domains = await domainNumbers(db, names);
  const columns = (some: EventKey[]): [string, string] => [
    numbers(some.map((key) => key.address)),
    numbers(some.map((key) => key.message)),
  ];
  return {
    all: columns(once),
    addressed: [...columns(addressed), numbers(names.map((name) => domains.get(name) ?? 0))],
  };
}

/** Locks these deliveries until the end of the transaction, and keeps retention from their log. */
export async function lockDeliveries(tx: Prisma.TransactionClient, keys: RefoldKeys): Promise<void> {
  await holdWindow(tx);
  await tx.$executeRawUnsafe(LOCK, ...keys.addressed);
  await tx.$queryRawUnsafe(BY_KEY);
}

/**
 * Takes what `importId` brought out of the log ({@link NO_IMPORT}: nothing), folds the deliveries from the rest, and brings
 * the rollups after them. Call it in a statement after {@link lockDeliveries}.
 */
export async function refoldLocked(
  tx: Prisma.TransactionClient,
  keys: RefoldKeys,
  importId: number,
): Promise<void> {
  const { logFrom } = await retentionOf(tx);
  await tx.$queryRawUnsafe(REFOLD, ...keys.all, importId, new Date(logFrom ?? 0));
}

/**
 * Takes what `importId` brought for these keys out of the log ({@link NO_IMPORT}: nothing), folds their deliveries anew
 * from the rest, and brings the rollups after them. Exact while others ingest: who holds the delivery's row comes first,
 * and the log is read in a statement after the lock (docs/decisions/0004-undo.md).
 */
export async function refoldDeliveries(db: PrismaClient, keys: EventKey[], importId: number): Promise<void> {
  const of = await refoldKeys(db, keys);
  await inTransaction(db, async (tx) => {
    await lockDeliveries(tx, of);
    await refoldLocked(tx, of, importId);
  });
}
