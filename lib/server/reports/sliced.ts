import { dayNumber } from "@/lib/core/buckets";
import type { Category } from "@/lib/core/events";
import type { Counts } from "@/lib/core/metrics";
import { type DailySlice, isDaily, isDailyBy, type Slice, type SliceBy } from "@/lib/core/slice";
import { emptyTotals } from "@/lib/core/totals";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { bouncesWithin, codeOf, IS_BOUNCE, isCategory, isCode } from "./bounced";
import { ofSenders } from "./quarters";

const DAY = 86_400_000;
const QUARTER = 900_000;

/** A span of time, half-open, in ms; its ends lie on quarter hours, as every local midnight does. */
export interface Time {
  start: number;
  end: number;
}

/** What is counted of slices, by a key of theirs. */
export interface Counted<K> {
  keys(): Iterable<K>;
  /** Undefined or zeros where nothing is. */
  get(key: K): Counts | undefined;
}

type Row = { name: string } & Omit<Counts, "attempted" | "sent">;

export const SUMS = Prisma.sql`sum(suppressed)::float8 as suppressed, sum(delivered)::float8 as delivered,
  sum(soft)::float8 as soft, sum(spam)::float8 as spam, sum(hard)::float8 as hard, sum(deferred)::float8 as deferred,
  sum(asynchronous)::float8 as asynchronous, sum(complained)::float8 as complained,
  sum(unsubscribed)::float8 as unsubscribed`;

/** The columns of `per_domain`, of deliveries that have an outcome. */
const COUNTED = Prisma.sql`(rank_of(verdict) = 3)::int as suppressed, (rank_of(verdict) = 4)::int as delivered,
  (rank_of(verdict) = 5)::int as soft, (rank_of(verdict) = 6)::int as spam, (rank_of(verdict) = 7)::int as hard,
  (rank_of(verdict) > 3 and seen & 4 > 0)::int as deferred,
  (rank_of(verdict) > 4 and seen & 16 > 0)::int as asynchronous,
  (seen & 2048 > 0)::int as complained, (seen & 4096 > 0)::int as unsubscribed`;

/** Every delivery of a span that has an outcome, as the rollups by day count it. */
export const outcomesWithin = ({ start, end }: Time, senders: number[] | null): Prisma.Sql => Prisma.sql`
  select domain, campaign, ${COUNTED} from delivery
  where at >= ${new Date(start).toISOString()}::timestamp and at < ${new Date(end).toISOString()}::timestamp
    and rank_of(verdict) > 2 ${ofSenders(senders)}`;

/** Counts of nothing. */
export function noCounts(): Counts {
  const { pending: _, opened: __, clicked: ___, ...counts } = emptyTotals();
  return counts;
}

/** In one literal: of tens of thousands a second object each would cost more than what is counted. */
function countsOf(row: Omit<Row, "name">): Counts {
  const sent = row.delivered + row.soft + row.spam + row.hard;
  return {
    attempted: sent + row.suppressed,
    sent,
    suppressed: row.suppressed,
    delivered: row.delivered,
    soft: row.soft,
    spam: row.spam,
    hard: row.hard,
    deferred: row.deferred,
    asynchronous: row.asynchronous,
    complained: row.complained,
    unsubscribed: row.unsubscribed,
  };
}

/** The whole UTC days of a span: the rest lies before them and after them, less than a day each. */
export function wholeDays({ start, end }: Time): Time {
  const first = Math.min(Math.ceil(start / DAY) * DAY, end);
  return { start: first, end: Math.max(Math.floor(end / DAY) * DAY, first) };
}

/**
 * What is counted of each slice in a span, exact in every zone: whole UTC days from the rollups by day, what is left at both
 * ends of senders from their quarter hours, of others from the deliveries. Codes and categories count bounces only.
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
  if (isDailyBy(by)) return (await countsByEach(db, time, [by], senders, least)).get(by)!;
  const rows = await bySender(db, time, by, senders, least);
  return new Map(rows.map((row) => [row.name, countsOf(row)]));
}

/** The same of several kinds of slices, which share what is read at the ends of the span. */
export async function countsByEach(
  db: Database,
  time: Time,
  bys: DailySlice["by"][],
  senders: number[] | null,
  least = 1,
): Promise<Map<SliceBy, Map<string, Counts>>> {
  const found = new Map<SliceBy, Map<string, Counts>>(bys.map((by) => [by, new Map()]));
  for (const row of await byDay(db, time, bys, { senders, least }))
    found.get(row.by)!.set(row.name, countsOf(row));
  return found;
}

/** The same of one slice: of a daily one nothing else is read. */
export async function countsOfSlice(
  db: Database,
  time: Time,
  slice: Slice,
  senders: number[] | null,
): Promise<Counts> {
  const { by, name } = slice;
  if (!isDaily(slice)) return (await countsBy(db, time, by, senders)).get(name) ?? noCounts();
  const [row] = await byDay(db, time, [slice.by], { senders, only: name });
  return row ? countsOf(row) : noCounts();
}

function bySender(db: Database, time: Time, by: SliceBy, senders: number[] | null, least: number) {
  const whole = wholeDays(time);
  // Its index begins with the sender: with the senders named, each part is one stretch of it for each.
  const part = (from: number, to: number) => Prisma.sql`
    select sender, ${COLUMNS} from per_quarter
    where sender = any(array(select id from sender)) and quarter >= ${from / QUARTER} and quarter < ${to / QUARTER}
      ${ofSenders(senders)}`;
  return db.$queryRaw<Row[]>`
    select ${by === "sender" ? Prisma.sql`s.name` : Prisma.sql`s.domain`} as name, ${SUMS}
    from (
      select sender as id, ${SUMS} from (
        select sender, ${COLUMNS} from per_provider
        where day >= ${whole.start / DAY} and day < ${whole.end / DAY} ${ofSenders(senders)}
        union all ${part(time.start, whole.start)} union all ${part(whole.end, time.end)}) rows
      group by 1) counted
    join sender s using (id)
    group by 1 having sum(suppressed + delivered + soft + spam + hard) >= ${least}`;
}

interface Rollup {
  table: Prisma.Sql;
  /** Its column that says of what slice a row is. */
  key: Prisma.Sql;
  /** Where the names of the keys stand, and in which column; null: the key is the name. */
  names: { table: Prisma.Sql; column: Prisma.Sql } | null;
}

/** By UTC day, whatever became of the mail. Those of senders are the finest that have no more rows than it takes. */
const ROLLUPS: Record<DailySlice["by"] | "sender" | "sender-domain", Rollup> = {
  provider: { table: Prisma.sql`per_provider`, key: Prisma.sql`provider`, names: null },
  domain: {
    ...{ table: Prisma.sql`per_domain`, key: Prisma.sql`domain` },
    names: { table: Prisma.sql`recipient_domain`, column: Prisma.sql`name` },
  },
  campaign: {
    ...{ table: Prisma.sql`per_campaign`, key: Prisma.sql`campaign` },
    names: { table: Prisma.sql`campaign`, column: Prisma.sql`name` },
  },
  sender: {
    ...{ table: Prisma.sql`per_provider`, key: Prisma.sql`sender` },
    names: { table: Prisma.sql`sender`, column: Prisma.sql`name` },
  },
  "sender-domain": {
    ...{ table: Prisma.sql`per_provider`, key: Prisma.sql`sender` },
    names: { table: Prisma.sql`sender`, column: Prisma.sql`domain` },
  },
};

const COLUMNS = Prisma.sql`suppressed, delivered, soft, spam, hard, deferred, asynchronous, complained, unsubscribed`;

/** Of the domains at the ends of a span, which the rollup by provider names itself. */
const PROVIDERS = { table: Prisma.sql`recipient_domain`, column: Prisma.sql`provider` };

/** The condition that rows of a rollup are of one of these slices. */
const ofNames = ({ key, names }: Pick<Rollup, "key" | "names">, wanted: string[]): Prisma.Sql =>
  names
    ? Prisma.sql`${key} = any(array(select id from ${names.table} where ${names.column} = any(${wanted}::text[])))`
    : Prisma.sql`${key} = any(${wanted}::text[])`;

/** The rollup of a slice, and the condition that its rows are of it. */
export function rollupOfSlice({ by, name }: DailySlice) {
  const rollup = ROLLUPS[by];
  return { rollup: rollup.table, is: ofNames(rollup, [name]) };
}

/** Sums of the whole days, and of what is left at both ends, which is counted once for all kinds. */
function byDay(
  db: Database,
  time: Time,
  bys: DailySlice["by"][],
  { senders, least = 1, only }: { senders: number[] | null; least?: number; only?: string },
) {
  const days = wholeDays(time);
  const end = (from: number, to: number) => outcomesWithin({ start: from, end: to }, senders);
  const sums = bys.map((by) => {
    const { table, key, names } = ROLLUPS[by];
    const dictionary = names ?? PROVIDERS;
    const id = by === "campaign" ? Prisma.sql`campaign` : Prisma.sql`domain`;
    const ofOne = (keys: Pick<Rollup, "key" | "names">) =>
      only === undefined ? Prisma.empty : Prisma.sql`and ${ofNames(keys, [only])}`;
    const whole = Prisma.sql`
      select ${key} as ${names ? Prisma.sql`key` : Prisma.sql`name`}, ${COLUMNS} from ${table}
      where day >= ${days.start / DAY} and day < ${days.end / DAY} ${ofOne({ key, names })} ${ofSenders(senders)}`;
    const ends = Prisma.sql`
      select ${id} as key, ${COLUMNS} from ends where ${id} is not null ${ofOne({ key: id, names: dictionary })}`;
    const named = (rows: Prisma.Sql) => Prisma.sql`
      select named.${dictionary.column} as name, ${COLUMNS}
      from (select key, ${SUMS} from (${rows}) rows group by 1) counted join ${dictionary.table} named on named.id = key`;
    const rows = names
      ? named(Prisma.sql`${whole} union all ${ends}`)
      : Prisma.sql`select name, ${SUMS} from (${whole} union all ${named(ends)}) rows group by 1`;
    return Prisma.sql`select ${by}::text as by, name, ${COLUMNS} from (${rows}) summed
      where suppressed + delivered + soft + spam + hard >= ${least}`;
  });
  return db.$queryRaw<(Row & { by: DailySlice["by"] })[]>`
    with ends as (
      select domain, campaign, ${SUMS} from (${end(time.start, days.start)} union all ${end(days.end, time.end)}) rows
      group by 1, 2
    ) ${Prisma.join(sums, " union all ")}`;
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

function dailySums(by: keyof typeof ROLLUPS, wanted: string[], within: Prisma.Sql): Prisma.Sql {
  const { names, ...rollup } = ROLLUPS[by];
  const name = names ? Prisma.sql`named.${names.column}` : rollup.key;
  const dictionary = names ? Prisma.sql`join ${names.table} named on named.id = ${rollup.key}` : Prisma.empty;
  return Prisma.sql`
    select ${name} as name, day, ${SUMS} from ${rollup.table} ${dictionary}
    where ${within} and ${ofNames({ names, ...rollup }, wanted)} group by 1, 2`;
}

function dailyBounces(by: "code" | "category", wanted: string[], within: Prisma.Sql): Prisma.Sql {
  const cases = wanted.map(
    (name) =>
      Prisma.sql`when true ${by === "code" ? isCode(name) : isCategory(name as Category)} then ${name}::text`,
  );
  return Prisma.sql`
    select * from (
      select case ${Prisma.join(cases, " ")} end as name, day, sum(n) filter (where rank_of(verdict) = 5)::float8 as soft,
        sum(n) filter (where rank_of(verdict) = 6)::float8 as spam,
        sum(n) filter (where rank_of(verdict) = 7)::float8 as hard
      from per_code where ${within} and ${IS_BOUNCE} group by 1, 2) named
    where name is not null`;
}

/** What is counted of each of these slices by UTC day: one entry for each of the filter's days, taken as UTC days. */
export async function countsByDay(
  db: Database,
  { from, days }: { from: string; days: number },
  by: SliceBy,
  names: string[],
  senders: number[] | null,
): Promise<Map<string, Counts[]>> {
  const found = new Map(names.map((name) => [name, Array.from({ length: days }, noCounts)]));
  if (names.length === 0) return found;
  const first = dayNumber(from) / DAY;
  const within = Prisma.sql`day >= ${first} and day < ${first + days} ${ofSenders(senders)}`;
  const rows = await db.$queryRaw<(Row & { day: number })[]>(
    by === "code" || by === "category" ? dailyBounces(by, names, within) : dailySums(by, names, within),
  );
  for (const { name, day, ...row } of rows) {
    const known = Object.fromEntries(Object.entries(row).map(([key, n]) => [key, n ?? 0]));
    found.get(name)![day - first] = countsOf({ ...noCounts(), ...known });
  }
  return found;
}

/** The sum of both, as a new object. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum = noCounts();
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] = a[key] + b[key];
  return sum;
}
