import { dayNumber } from "@/lib/core/buckets";
import type { Counts } from "@/lib/core/metrics";
import { type DailySlice, isDaily, type Slice, type SliceBy } from "@/lib/core/slice";
import { emptyTotals } from "@/lib/core/totals";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { bouncesWithin, codeOf, IS_BOUNCE, isCategory, isCode } from "./bounced";
import { ofSenders } from "./quarters";

const DAY = 86_400_000;
const QUARTER = 900_000;

/** A span of time, half-open, in ms; its ends lie on quarter hours, as every local midnight does. */
interface Time {
  start: number;
  end: number;
}

type Row = { name: string } & Omit<Counts, "attempted" | "sent">;

const SUMS = Prisma.sql`sum(suppressed)::float8 as suppressed, sum(delivered)::float8 as delivered,
  sum(soft)::float8 as soft, sum(spam)::float8 as spam, sum(hard)::float8 as hard, sum(deferred)::float8 as deferred,
  sum(asynchronous)::float8 as asynchronous, sum(complained)::float8 as complained,
  sum(unsubscribed)::float8 as unsubscribed`;

/** The columns of `per_domain`, of deliveries that have an outcome. */
const COUNTED = Prisma.sql`(rank_of(verdict) = 3)::int as suppressed, (rank_of(verdict) = 4)::int as delivered,
  (rank_of(verdict) = 5)::int as soft, (rank_of(verdict) = 6)::int as spam, (rank_of(verdict) = 7)::int as hard,
  (rank_of(verdict) > 3 and seen & 4 > 0)::int as deferred,
  (rank_of(verdict) > 4 and seen & 16 > 0)::int as asynchronous,
  (seen & 2048 > 0)::int as complained, (seen & 4096 > 0)::int as unsubscribed`;

/** Counts of nothing. */
export function noCounts(): Counts {
  const { pending: _, opened: __, clicked: ___, ...counts } = emptyTotals();
  return counts;
}

function countsOf({ name: _, ...row }: Row): Counts {
  const sent = row.delivered + row.soft + row.spam + row.hard;
  return { ...noCounts(), ...row, sent, attempted: sent + row.suppressed };
}

/**
 * What is counted of each slice in a span, exact in every zone. Senders come from the quarter hours; of domains, providers
 * and campaigns whole UTC days from their rollups, what is left at both ends (less than a day each) from the deliveries.
 * Codes and categories count bounces only.
 * @param senders of the filter; null: all
 * @param least a slice of which fewer were attempted is left out
 */
export async function countsBy(
  db: Database,
  time: Time,
  by: SliceBy,
  senders: number[] | null,
  least = 1,
): Promise<Map<string, Counts>> {
  if (by === "code" || by === "category") return bounceCounts(db, time, by, senders);
  const rows = await (by === "sender" || by === "sender-domain"
    ? bySender(db, time, by, senders, least)
    : byDay(db, time, by, senders, least));
  return new Map(rows.map((row) => [row.name, countsOf(row)]));
}

const bySender = (db: Database, { start, end }: Time, by: SliceBy, senders: number[] | null, least: number) =>
  db.$queryRaw<Row[]>`
    select ${by === "sender" ? Prisma.sql`s.name` : Prisma.sql`s.domain`} as name, ${SUMS}
    from per_quarter join sender s on s.id = sender
    where quarter >= ${start / QUARTER} and quarter < ${end / QUARTER} ${ofSenders(senders)}
    group by 1 having sum(suppressed + delivered + soft + spam + hard) >= ${least}`;

/** Of each daily slice its rollup, where its name stands in it, and what of a delivery says whose it is. */
const DAILY = {
  provider: { rollup: Prisma.sql`per_provider`, key: Prisma.sql`provider`, names: null },
  domain: {
    rollup: Prisma.sql`per_domain`,
    key: Prisma.sql`domain`,
    names: Prisma.sql`recipient_domain`,
  },
  campaign: { rollup: Prisma.sql`per_campaign`, key: Prisma.sql`campaign`, names: Prisma.sql`campaign` },
};

const COLUMNS = Prisma.sql`suppressed, delivered, soft, spam, hard, deferred, asynchronous, complained, unsubscribed`;

/** The rollup of a slice, and the condition that its rows are of it. */
export function rollupOfSlice({ by, name }: DailySlice) {
  const { rollup, key, names } = DAILY[by];
  const value = names ? Prisma.sql`(select id from ${names} where name = ${name})` : Prisma.sql`${name}`;
  return { rollup, is: Prisma.sql`${key} = ${value}` };
}

function byDay(
  db: Database,
  { start, end }: Time,
  by: DailySlice["by"],
  senders: number[] | null,
  least: number,
) {
  const first = Math.min(Math.ceil(start / DAY) * DAY, end);
  const last = Math.max(Math.floor(end / DAY) * DAY, first);
  const { rollup, key, names } = DAILY[by];
  const of = by === "campaign" ? Prisma.sql`campaign` : Prisma.sql`domain`;
  const edge = (from: number, to: number) => Prisma.sql`
    select ${of} as id, ${COUNTED} from delivery
    where at >= ${new Date(from)}::timestamp and at < ${new Date(to)}::timestamp and rank_of(verdict) > 2
      and ${of} is not null ${ofSenders(senders)}`;
  const whole = Prisma.sql`
    select ${key} as ${names ? Prisma.sql`id` : Prisma.sql`name`}, ${COLUMNS} from ${rollup}
    where day >= ${first / DAY} and day < ${last / DAY} ${ofSenders(senders)}`;
  const edges = Prisma.sql`${edge(start, first)} union all ${edge(last, end)}`;
  const named = (rows: Prisma.Sql, table: Prisma.Sql, name: Prisma.Sql) => Prisma.sql`
    select ${name} as name, counted.* from (select id, ${SUMS} from (${rows}) rows group by 1) counted
    join ${table} named using (id)`;
  const rows = names
    ? named(Prisma.sql`${whole} union all ${edges}`, names, Prisma.sql`named.name`)
    : Prisma.sql`${whole} union all select name, ${COLUMNS}
        from (${named(edges, Prisma.sql`recipient_domain`, Prisma.sql`named.provider`)}) edges`;
  return db.$queryRaw<Row[]>`
    select name, ${SUMS} from (${rows}) sliced
    group by 1 having sum(suppressed + delivered + soft + spam + hard) >= ${least}`;
}

async function bounceCounts(
  db: Database,
  time: Time,
  by: SliceBy,
  senders: number[] | null,
): Promise<Map<string, Counts>> {
  const rows = await db.$queryRaw<{ verdict: bigint; n: number }[]>`
    select verdict, sum(n)::float8 as n from ${bouncesWithin(time, ofSenders(senders))} as bounced
    group by 1 having sum(n) > 0`;
  const found = new Map<string, Counts>();
  for (const { verdict: packed, n } of rows) {
    const verdict = unpackVerdict(Number(packed));
    const name = by === "code" ? codeOf(verdict) : verdict.category;
    const counts = found.get(name) ?? noCounts();
    counts[verdict.outcome as "hard"] += n;
    found.set(name, counts);
  }
  return found;
}

function dailySums(slice: DailySlice, first: number, within: Prisma.Sql): Prisma.Sql {
  const { rollup, is } = rollupOfSlice(slice);
  return Prisma.sql`select day - ${first} as day, ${SUMS} from ${rollup} where ${within} and ${is} group by 1`;
}

/** What is counted of one slice by UTC day: one entry for each of the filter's days, taken as UTC days. */
export async function countsByDay(
  db: Database,
  { from, days }: { from: string; days: number },
  slice: Slice,
  senders: number[] | null,
): Promise<Counts[]> {
  const first = dayNumber(from) / DAY;
  const within = Prisma.sql`day >= ${first} and day < ${first + days} ${ofSenders(senders)}`;
  const rows = await db.$queryRaw<(Row & { day: number })[]>(
    isDaily(slice)
      ? dailySums(slice, first, within)
      : Prisma.sql`select day - ${first} as day, sum(n) filter (where rank_of(verdict) = 5)::float8 as soft,
          sum(n) filter (where rank_of(verdict) = 6)::float8 as spam,
          sum(n) filter (where rank_of(verdict) = 7)::float8 as hard
        from per_code where ${within} and ${IS_BOUNCE} ${slice.by === "code" ? isCode(slice.name) : isCategory(slice.name as "spam")}
        group by 1`,
  );
  const found = Array.from({ length: days }, noCounts);
  for (const { day, ...row } of rows) {
    const known = Object.fromEntries(Object.entries(row).map(([key, n]) => [key, n ?? 0]));
    found[day] = countsOf({ ...noCounts(), ...known, name: slice.name });
  }
  return found;
}

/** The sum of both, as a new object. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum = noCounts();
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] = a[key] + b[key];
  return sum;
}
