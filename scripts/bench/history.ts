import { type Category, kindCode } from "@/lib/core/events";
import { FACT_KINDS } from "@/lib/core/suppression";
import { packVerdict } from "@/lib/core/verdict";
import { campaignNumbers, domainNumbers, senderNumbers } from "@/lib/server/dictionary";
import { refoldLeases } from "@/lib/server/leases";
import { ensurePartitions } from "@/lib/server/partitions";
import { rebuildRollup } from "@/lib/server/recount";
import { ROLLUPS } from "@/lib/server/rollups";
import { inTransaction } from "@/lib/server/transaction";
import type { PrismaClient } from "@/prisma/generated/client";
import {
  BOUNCED_LATER,
  CAMPAIGNED,
  COMPLAINED,
  campaignsOf,
  companiesOf,
  company,
  DOMAINS,
  evidence,
  FAILURES,
  FATES,
  type Failure,
  OPENED,
  type Plan,
  peopleOf,
  QUEUED,
  SENDERS,
} from "./mix";

const DAY = 86_400_000;
const AT_ONCE = 250_000;
const ADDRESSES_AT_ONCE = 2_000;

/** The key of an address, as the server computes it. */
export const key = (text: string): string =>
  `('x' || encode(substring(sha256(convert_to(${text}, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint`;

/** A made-up number in [0, 1) for each `i`; streams of different `n` have nothing to do with each other. */
const made = (seed: number, n: number, i = "i"): string =>
  `((hashint8extended(${i}, ${seed * 100 + n}) & 9007199254740991) / 9007199254740992.0::float8)`;

const verdict = (kind: Failure["kind"], category: Category = "unknown"): number =>
  packVerdict({ kind, reply: 0, enhanced: "", category });

/** The fate of a mail as a list of conditions on `fate`, each with a value; else what is delivered gets. */
function byFate(value: (failures: Failure[], pick: string) => string, dropped: string, rest: string): string {
  let limit = 0;
  const below = (share: number) => {
    limit += share;
    return `when fate < ${limit} then`;
  };
  return `case ${below(FATES.hard)} ${value(FAILURES.hard, "pick")}
    ${below(FATES.soft)} ${value(FAILURES.soft, "pick")} ${below(FATES.spam)} ${value(FAILURES.spam, "pick")}
    ${below(FATES.suppressed)} ${dropped} else ${rest} end`;
}

const oneOf = (values: number[], pick: string): string =>
  `(array[${values.join(",")}]::bigint[])[1 + floor(${pick} * ${values.length})::int]`;

/** Deliveries, log and facts of the mails $1 to $2 of $3; $4 numbers of the senders, $5 of the domains by rank, $6 of the campaigns in time. */
function statement(plan: Plan): string {
  const { seed, days, start } = plan;
  let sum = 0;
  const bounds = DOMAINS.map(([, share]) => {
    sum += share;
    return sum;
  });
  const first = FAILURES.hard[0]!;
  const texts = Object.values(FAILURES)
    .flat()
    .map((one) => `when ${packVerdict(one)} then '${JSON.stringify(evidence(one))}'::jsonb`);
  const late = `fate > ${1 - BOUNCED_LATER}`;
  return `
with mail as (
  select i, ${made(seed, 1)} as fate, ${made(seed, 2)} as pick, ${made(seed, 3)} < ${QUEUED} as queued,
    ${made(seed, 4)} < ${COMPLAINED} as complained,
    ${made(seed, 10)} < ${OPENED} as opened,
    floor(${start} + (i - 1 + ${made(seed, 5)}) / $3::int * ${days * DAY})::float8 as sent,
    floor(1500 + 20000 * ${made(seed, 6)}) as took, md5(${seed} || '.' || i)::uuid::text as message_id,
    ($4::int[])[1 + floor(cardinality($4::int[]) * ${made(seed, 7)} ^ 2)::int] as sender,
    floor(${peopleOf(plan)} * ${made(seed, 8)})::bigint as person,
    case when ${made(seed, 11)} < ${CAMPAIGNED} then
      ($6::int[])[ceil((i - ${made(seed, 12)}) / $3::int * cardinality($6::int[]))::int] end as campaign
  from generate_series($1::bigint, $2::bigint) as i
), addressed as (
  select *, ${made(seed, 9, "person")} as share,
    width_bucket(${made(seed, 9, "person")}, array[${bounds.join(",")}]::float8[]) as public,
    floor(${companiesOf(plan)} ^ ((${made(seed, 9, "person")} - ${sum}) / ${1 - sum}))::int as rank
  from mail offset 0
), named as (
  select *, 'reader' || person || '@' || case when public < ${DOMAINS.length}
      then (array['${DOMAINS.map(([name]) => name).join("','")}'])[public + 1] else 'company' || rank || '.example' end
      as recipient,
    ($5::int[])[case when public < ${DOMAINS.length} then public + 1 else ${DOMAINS.length} + rank end] as domain,
    ${byFate(
      (failures, pick) => oneOf(failures.map(packVerdict), pick),
      String(verdict("suppressed")),
      `case when ${late} then ${packVerdict(first)} else ${verdict("delivered")} end`,
    )} as verdict,
    ${byFate(
      (failures) => String(1 << kindCode(failures[0]!.kind)),
      String(1 << kindCode("suppressed")),
      `${1 << kindCode("delivered")}
      | case when ${late} then ${1 << kindCode("hard")} else 0 end
      | case when complained then ${1 << kindCode("complained")} else 0 end
      | case when opened then ${1 << kindCode("opened")} else 0 end`,
    )}
      | case when queued then ${1 << kindCode("queued")} else 0 end as seen
  from addressed offset 0
), delivered as (
  insert into delivery (address, message, at, verdict, sender, domain, seen, recipient, message_id, delivered_at, opened_at,
    campaign)
  select ${key("recipient")}, ${key("'acs' || chr(31) || message_id")}, began, verdict, sender, domain, seen, recipient,
    message_id,
    case when seen & ${1 << kindCode("delivered")} > 0 then began + case when queued then interval '10 seconds' else interval '0' end end,
    case when seen & ${1 << kindCode("opened")} > 0 then began + interval '5 hours' end,
    campaign
  from named cross join lateral (
    select to_timestamp((sent + case when queued then 0 else took end) / 1000) at time zone 'UTC' as began) as times
  returning *
), reported as (
  select d.*, kind, d.at + case when kind = ${kindCode("queued")} then interval '0'
      when kind = ${kindCode("complained")} then interval '8 hours'
      when kind = ${kindCode("opened")} then interval '5 hours'
      when kind = ${kindCode("hard")} and seen & ${1 << kindCode("delivered")} > 0 then interval '3 hours'
      when seen & ${1 << kindCode("queued")} > 0 then interval '10 seconds' else interval '0' end as reported,
    case when kind = rank_of(verdict) then verdict when kind = ${kindCode("delivered")} then ${verdict("delivered")}
      when kind = ${kindCode("queued")} then ${verdict("queued")} else 0 end as said
  from delivered d, unnest(array[1, 3, 4, 5, 6, 7, 9, 11]) as kind where seen & (1 << kind) > 0
), logged as (
  insert into event (at, address, message, kind, route, import, verdict, sender, recipient, message_id, campaign, detail)
  select reported, address, message, kind, 2, 0, said, sender, recipient, message_id, campaign,
    case said ${texts.join(" ")} end
  from reported order by reported
)
insert into suppression_fact (address, kind, message, import, at, recipient)
select address, case kind when ${kindCode("hard")} then ${FACT_KINDS.indexOf("bounce")}
    else ${FACT_KINDS.indexOf("platformDrop")} end, message, 0, reported, recipient
from reported where kind in (${kindCode("hard")}, ${kindCode("suppressed")})`;
}

/**
 * Fills an empty database with a history, as ingest would have left it, at some times its speed: the server makes the mails
 * up itself, rollups are counted in the end. `verify` finds nothing to say against it.
 */
export async function layHistory(
  db: PrismaClient,
  plan: Plan,
  tell: (done: number) => void = () => {},
): Promise<void> {
  const senders = [...(await senderNumbers(db, SENDERS)).values()];
  const names = [
    ...DOMAINS.map(([name]) => name),
    ...Array.from({ length: companiesOf(plan) }, (_, rank) => company(rank + 1)),
  ];
  const domains = await domainNumbers(db, names);
  const numbers = names.map((name) => domains.get(name));
  const campaigns = [...(await campaignNumbers(db, campaignsOf(plan))).values()];
  await ensurePartitions(
    db,
    Array.from({ length: plan.days + 2 }, (_, day) => plan.start + day * DAY),
  );
  const text = statement(plan);
  for (let i = 0; i < plan.deliveries; i += AT_ONCE) {
    const last = Math.min(i + AT_ONCE, plan.deliveries);
    await db.$executeRawUnsafe(text, i + 1, last, plan.deliveries, senders, numbers, campaigns);
    tell(last);
  }
  await db.$executeRawUnsafe("vacuum analyze");
  for (const rollup of ROLLUPS) await inTransaction(db, (tx) => rebuildRollup(tx, rollup, null));
  await layLeases(db);
  await db.$executeRawUnsafe("vacuum analyze");
}

async function layLeases(db: PrismaClient): Promise<void> {
  for (let after = -(2n ** 63n); ; ) {
    const rows = await db.$queryRaw<{ address: bigint }[]>`
      select distinct address from suppression_fact where address > ${after} order by 1 limit ${ADDRESSES_AT_ONCE}`;
    const last = rows.at(-1);
    if (!last) return;
    const addresses = rows.map((row) => row.address);
    await inTransaction(db, (tx) => refoldLeases(tx, addresses));
    after = last.address;
  }
}
