import { FACT_KINDS } from "@/lib/core/suppression";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";
import { lockLeases, refoldLeases } from "./leases";
import { numbers } from "./literals";
import { retentionOf } from "./log-window";

const BOUNCE_CLAIM = FACT_KINDS.indexOf("bounce");
const AT_ONCE = 2_000;

/** What the log says of one claim: its hard bounces by one import, at their least time. */
const BORNE_OUT = `
  select min(at) as at, max(recipient collate "C") as recipient from event e
  where e.address = f.address and e.message = f.message and e.import = f.import and e.kind = 7 and e.recipient <> ''`;

/** Claims of a bounce that the log does not bear out; those from before the log that is kept cannot be told. */
const WRONG = `
select f.address, f.message from suppression_fact f cross join lateral (${BORNE_OUT}) b
where f.kind = ${BOUNCE_CLAIM} and f.at >= $1::timestamp
  and (f.at, f.recipient) is distinct from (b.at, b.recipient)`;

const SETTLE = `
with wrong as (
  select f.address, f.message, f.import, b.at, b.recipient
  from unnest($2::bigint[], $3::bigint[]) k(address, message)
  join suppression_fact f on f.address = k.address and f.message = k.message
  cross join lateral (${BORNE_OUT}) b
  where f.kind = ${BOUNCE_CLAIM} and f.at >= $1::timestamp
), gone as (
  delete from suppression_fact f using wrong w
  where f.kind = ${BOUNCE_CLAIM} and f.address = w.address and f.message = w.message and f.import = w.import and w.at is null
)
update suppression_fact f set at = w.at, recipient = w.recipient from wrong w
where f.kind = ${BOUNCE_CLAIM} and f.address = w.address and f.message = w.message and f.import = w.import
  and w.at is not null and (f.at, f.recipient) is distinct from (w.at, w.recipient)`;

export interface ClaimKey {
  address: bigint;
  message: bigint;
}

/** Some claims that the log does not bear out, by address; all of them come up, if not at once. */
export async function wrongClaims(db: Database): Promise<ClaimKey[]> {
  const { logFrom } = await retentionOf(db);
  return db.$queryRawUnsafe(`${WRONG} order by f.address limit ${AT_ONCE}`, new Date(logFrom ?? 0));
}

/**
 * Puts these claims right, or takes them away, and derives their leases again. Call it alone with the reading
 * (`holdReading`): a batch under way has made its claims before its events are in the log.
 */
export async function settleClaims(tx: Prisma.TransactionClient, keys: ClaimKey[]): Promise<void> {
  const addresses = [...new Set(keys.map((key) => key.address))];
  const { logFrom } = await retentionOf(tx);
  await lockLeases(tx, addresses);
  await tx.$executeRawUnsafe(
    SETTLE,
    new Date(logFrom ?? 0),
    numbers(keys.map((key) => key.address)),
    numbers(keys.map((key) => key.message)),
  );
  await refoldLeases(tx, addresses);
}
