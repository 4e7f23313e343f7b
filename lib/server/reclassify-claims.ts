import { FACT_KINDS } from "@/lib/core/suppression";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";
import { lockLeases, refoldLeases } from "./leases";
import { numbers } from "./literals";
import { retentionOf } from "./log-window";

const BOUNCE_CLAIM = FACT_KINDS.indexOf("bounce");
const AT_ONCE = 2_000;

/** What the log says of claims: their hard bounces by one import, at their least time. Joined, as a cluster wants it. */
const borneOut = (log: string): string => `
  select address, message, import, min(at) as at, max(recipient collate "C") as recipient from ${log}
  where kind = 7 and recipient <> '' group by address, message, import`;

/** Claims of a bounce that the log does not bear out; those from before the log that is kept cannot be told. */
const WRONG = `
select address, message from suppression_fact f left join (${borneOut("event")}) b using (address, message, import)
where f.kind = ${BOUNCE_CLAIM} and f.at >= $1::timestamp
  and (f.at, f.recipient) is distinct from (b.at, b.recipient)`;

const KEYS = "join unnest($2::bigint[], $3::bigint[]) k (address, message) using (address, message)";

const SETTLE = `
with wrong as (
  select address, message, import, b.at, b.recipient
  from suppression_fact f ${KEYS} left join (${borneOut(`event ${KEYS}`)}) b using (address, message, import)
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
  return db.$queryRawUnsafe(`${WRONG} order by address limit ${AT_ONCE}`, new Date(logFrom ?? 0));
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
