import { type AddressHistory, SOFT_DAYS } from "@/lib/core/send-check/history";
import type { Database } from "./database";
import { numbers } from "./literals";

const DAY = 86_400_000;

/** "Since" is after the last mail that ended otherwise. Outcomes: 4 delivered, 5 soft, 6 spam, 7 hard; bits of `seen`: 9 opened, 10 clicked, 11 complained. */
const HISTORY = `
with mail as (
  select address, at, sender, seen, rank_of(verdict) as outcome,
    max(at) filter (where rank_of(verdict) = 4) over one as accepted_at,
    max(at) filter (where rank_of(verdict) = 7) over one as hard_at
  from delivery where address = any($1::bigint[]) and at is not null and rank_of(verdict) between 4 and 7
  window one as (partition by address)
), turned as (
  select *, outcome = 7 and (accepted_at is null or at > accepted_at) as hard_since,
    outcome = 5 and (accepted_at is null or at > accepted_at) and at > $2::timestamp as soft_since
  from mail
)
select address, count(*)::int as mails, (count(*) filter (where outcome = 4))::int as accepted,
  (count(*) filter (where outcome = 4 and (hard_at is null or at > hard_at)))::int as "acceptedSince",
  max(accepted_at) as "lastAccepted",
  (count(*) filter (where hard_since))::int as "hardSince",
  (count(distinct date_trunc('day', at)) filter (where hard_since))::int as "hardDays",
  min(at) filter (where hard_since) as "hardFrom", max(at) filter (where hard_since) as "hardTo",
  (count(*) filter (where soft_since))::int as "softSince",
  min(at) filter (where soft_since) as "softFrom", max(at) filter (where soft_since) as "softTo",
  max(at) filter (where seen & 2048 > 0) as complained,
  bool_or(seen & 1536 > 0) as engaged,
  (count(*) filter (where outcome = 4 and sender = any($3::int[])))::int as observed
from turned group by address`;

type Times = "lastAccepted" | "hardFrom" | "hardTo" | "softFrom" | "softTo" | "complained";
type Row = { address: bigint } & Omit<AddressHistory, Times> & Record<Times, Date | null>;

/**
 * What became of the mail to each of these addresses; those that were never mailed are not in the answer. One look by
 * the primary key, so the cost is that of their deliveries.
 * @param observed senders whose opens and clicks name the reader, see {@link observedSenders}
 */
export async function historiesOf(
  db: Database,
  addresses: bigint[],
  observed: number[],
  now: Date,
): Promise<Map<bigint, AddressHistory>> {
  const softAfter = new Date(now.getTime() - SOFT_DAYS * DAY).toISOString().slice(0, -1);
  const rows: Row[] = await db.$queryRawUnsafe(HISTORY, numbers(addresses), softAfter, numbers(observed));
  return new Map(
    rows.map(({ address, ...row }) => [
      address,
      {
        ...row,
        lastAccepted: row.lastAccepted?.getTime() ?? null,
        hardFrom: row.hardFrom?.getTime() ?? null,
        hardTo: row.hardTo?.getTime() ?? null,
        softFrom: row.softFrom?.getTime() ?? null,
        softTo: row.softTo?.getTime() ?? null,
        complained: row.complained?.getTime() ?? null,
      },
    ]),
  );
}

/** Opens and clicks of less of what was accepted are no sign that they are recorded. */
const LEAST_OBSERVED = 0.01;
const OBSERVED_DAYS = 180;

/**
 * The senders of whose accepted mail at least one in a hundred was opened or clicked by a reader who was named: for the
 * others, silence says nothing. Engagement that names nobody (Event Grid) is in no delivery and does not count.
 */
export async function observedSenders(db: Database, now: Date): Promise<number[]> {
  const from = Math.floor((now.getTime() - OBSERVED_DAYS * DAY) / 900_000);
  const rows = await db.$queryRaw<{ sender: number }[]>`
    select sender from per_quarter where quarter >= ${from} group by sender
    having sum(delivered) > 0 and sum(opened + clicked) >= ${LEAST_OBSERVED}::float8 * sum(delivered)`;
  return rows.map((row) => row.sender);
}
