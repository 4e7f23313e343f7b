import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { countedFrom } from "./log-window";
import type { Check } from "./recount";
import { SEEN } from "./rollups";
import { inTransaction } from "./transaction";

const DAY = 86_400_000;
const DAYS_AT_ONCE = 40;
/** Days young enough for a late open of the mail before them are counted once a day, older ones once a week. */
const YOUNG = 35;

/** Whether a person read a delivery, of delivered mail only: `per_reading` counts the same. */
export const READ = (row: string): string =>
  `rank_of(${row}verdict) = 4 and ${row}seen & 1536 > 0 and (${SEEN(row)}) & ${(1 << 26) | (1 << 27)} > 0`;

/** Place in COHORTS of a mail sent `at`. */
const COHORT = `case
  when read_at is not null then width_bucket(extract(epoch from at - read_at) / 86400, array[15, 31, 91]::numeric[])
  when mails > 0 then 4 else 5 end`;
const COUNTS = `(count(*) filter (where outcome = 4))::int as delivered, (count(*) filter (where outcome = 5))::int as soft,
  (count(*) filter (where outcome = 6))::int as spam, (count(*) filter (where outcome = 7))::int as hard,
  (count(*) filter (where complained))::int as complained`;

/**
 * The mail of one UTC day [$1, $2), number $3, by how long before it the last mail to its address was sent that a person
 * opened or clicked (places of COHORTS): a look by address into deliveries, whose key it begins.
 */
const COUNT = `
insert into per_recency (day, sender, cohort, delivered, soft, spam, hard, complained)
with mail as (
  select address, message, at, sender, rank_of(verdict) as outcome, seen & 2048 > 0 as complained from delivery
  where at >= $1::timestamp and at < $2::timestamp and rank_of(verdict) between 4 and 7
), known as (
  select m.address, m.message, count(*) filter (where rank_of(d.verdict) >= 4) as mails,
    max(d.at) filter (where ${READ("d.")}) as read_at
  from mail m join delivery d on d.address = m.address and d.at < m.at group by 1, 2
)
select $3::int, sender, ${COHORT} as cohort, ${COUNTS}
from mail left join known using (address, message) group by 2, 3`;

/**
 * What the rollups say of each day that has mail, by sender and quarter hour, and of all mail up to it: how much was sent,
 * and how much of it a person read. A count follows from both; $1 says from when on deliveries are still there.
 */
const COUNTED = `
select day, counted, concat_ws(' ', sum(mails) over up_to, coalesce(sum(read) over up_to, 0), $1::float8) as known from (
  select quarter / 96 as day, sum(delivered + soft + spam + hard) as mails,
    md5(string_agg(concat_ws(' ', quarter, sender, delivered, soft, spam, hard, complained), ',' order by quarter, sender)) as counted
  from per_quarter where delivered + soft + spam + hard > 0 group by 1
) mail left join (
  select quarter / 96 as day, sum(n) as read from per_reading_all where opened = 1 or clicked = 1 group by 1
) readings using (day) window up_to as (order by day)`;

interface Due {
  day: number;
  /** Null: it has no mail any more. */
  counted: string | null;
  known: string | null;
}

/** Days of which the rollups say something else at once, those of which only the mail before them was read since later. */
async function dueDays(db: Database, now: Date): Promise<Due[]> {
  const since = await countedFrom(db);
  const [young, whole] = [Math.floor(now.getTime() / DAY) - YOUNG, (since ?? 0) / DAY];
  return db.$queryRawUnsafe(
    `select day, now_counted.counted, now_counted.known from (${COUNTED}) now_counted full join recency_day stored using (day)
     where day >= ${whole} and (now_counted.counted is distinct from stored.counted
       or now_counted.known <> stored.known
         and stored.counted_at < $2::timestamp - case when day > ${young} then interval '1 day' else interval '7 days' end)
     order by day desc limit ${DAYS_AT_ONCE}`,
    since,
    now.toISOString().slice(0, -1),
  );
}

async function countDay(db: PrismaClient, { day, counted, known }: Due, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$executeRawUnsafe("delete from per_recency where day = $1", day);
    await tx.$executeRawUnsafe("delete from recency_day where day = $1", day);
    if (counted === null || known === null) return;
    const [from, to] = [day, day + 1].map((one) => new Date(one * DAY).toISOString().slice(0, -1));
    await tx.$executeRawUnsafe(COUNT, from, to, day);
    await tx.recencyDay.create({ data: { day, countedAt: now, counted, known } });
  });
}

/**
 * Counts the days anew that are due, newest first. Not in the transaction of the deliveries: one open moves all later
 * mails of its address to another cohort (docs/decisions/0015-recency.md). @returns days that were counted
 */
export async function recountRecency(db: PrismaClient, now: Date): Promise<number> {
  const due = await dueDays(db, now);
  for (const one of due) await countDay(db, one, now);
  return due.length;
}

/** Days whose count still follows from what the rollups say, and the rows that differ from a count by windows over all mail. */
const COMPARED = `
with settled as (
  select day from recency_day stored join (${COUNTED}) now_counted using (day)
  where stored.counted = now_counted.counted and stored.known = now_counted.known and day >= coalesce($1::float8, 0) / ${DAY}
), mail as (
  select address, at, sender, rank_of(verdict) as outcome, seen & 2048 > 0 as complained, ${READ("")} as read
  from delivery where at is not null
), placed as (
  select at, sender, outcome, complained, max(at) filter (where read) over earlier as read_at,
    count(*) filter (where outcome >= 4) over earlier as mails
  from mail window earlier as (
    partition by address order by at range between unbounded preceding and interval '1 microsecond' preceding
  )
), recounted as materialized (
  select floor(extract(epoch from at) / 86400)::int as day, sender, ${COHORT} as cohort, ${COUNTS}
  from placed where outcome between 4 and 7 group by 1, 2, 3
), differing as (
  select day, sender, cohort from (
    select day, sender, cohort, delivered, soft, spam, hard, complained from recounted
    union all select day, sender, cohort, -delivered, -soft, -spam, -hard, -complained from per_recency
  ) both_counts join settled using (day) group by 1, 2, 3
  having sum(delivered) <> 0 or sum(soft) <> 0 or sum(spam) <> 0 or sum(hard) <> 0 or sum(complained) <> 0
)`;

/**
 * Compares the cohorts with a recount of the deliveries, of days that nothing has changed since they were counted; days
 * that are due to be counted again are not checked.
 */
export async function compareRecency(db: Database): Promise<Check> {
  const [row] = await db.$queryRawUnsafe<Omit<Check, "name">[]>(
    `${COMPARED} select (count(*) filter (where day in (select day from settled)))::int as checked,
       (count(*) filter (where day not in (select day from settled)))::int as unchecked,
       (select count(*)::int from differing) as wrong from per_recency`,
    await countedFrom(db),
  );
  return { name: "per_recency", ...(row ?? { checked: 0, wrong: 0, unchecked: 0 }) };
}

/** Counts the days again that {@link compareRecency} finds wrong. */
export async function rebuildRecency(db: PrismaClient, now: Date): Promise<void> {
  const wrong = await db.$queryRawUnsafe<Due[]>(
    `${COMPARED} select day, counted, known from (${COUNTED}) now_counted where day in (select day from differing)`,
    await countedFrom(db),
  );
  for (const one of wrong) await countDay(db, one, now);
}
