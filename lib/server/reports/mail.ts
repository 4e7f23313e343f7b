import { z } from "zod";
import { kindOf } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { METRIC_NAMES, type MetricName, metricOf } from "@/lib/core/metrics";
import { isDaily, isOfBounces, SLICE_NAMES, type Slice } from "@/lib/core/slice";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { IS_BOUNCE, isCategory, isClass, isCode, spanOf } from "./bounced";
import { type Cursor, printCursor, readCursor } from "./keyset";
import { ofSenders, rollupOf } from "./quarters";
import { senderIds } from "./senders";
import { countsOfSlice, rollupOfSlice } from "./sliced";

const PAGE = 50;
const DAY = 86_400_000;
const QUARTER = 900_000;
const instant = z.coerce.number().int().min(0).max(4_102_444_800_000);

export const mailQuery = z.object({
  metric: z.enum(METRIC_NAMES).default("failures"),
  by: z.enum(SLICE_NAMES).exclude(["sender", "sender-domain"]).optional(),
  of: z.string().min(1).max(255).optional(),
  /** A part of the filter's days, half-open, in ms: one point of a chart. */
  since: instant.optional(),
  until: instant.optional(),
  cursor: z.string().max(200).optional(),
});
export type MailQuery = z.output<typeof mailQuery>;

export interface MailRow {
  /** Keys of the delivery, decimal; the page of it is /events/[address]/[message]. */
  address: string;
  message: string;
  recipient: string;
  sender: string;
  /** Time of its earliest status, ms. */
  at: number;
  outcome: "queued" | "delayed" | "suppressed" | "delivered" | "soft" | "spam" | "hard";
  /** The code that decided it; empty where none. */
  code: string;
  asynchronous: boolean;
}

export interface Mail {
  start: number;
  end: number;
  /** Newest first, at most 50. */
  rows: MailRow[];
  /** How many there are in all, from the rollups. */
  total: number;
  next: string | null;
}

/** What a metric counts, as a condition on a delivery and as a sum of a rollup's columns. */
const COUNTED: Record<MetricName, { is: Prisma.Sql; sum: Prisma.Sql }> = {
  failures: { is: Prisma.sql`and ${IS_BOUNCE}`, sum: Prisma.sql`hard + soft + spam` },
  hard: { is: Prisma.sql`and ${IS_BOUNCE} ${isClass("hard")}`, sum: Prisma.sql`hard` },
  soft: { is: Prisma.sql`and ${IS_BOUNCE} ${isClass("soft")}`, sum: Prisma.sql`soft` },
  spam: { is: Prisma.sql`and ${IS_BOUNCE} ${isClass("spam")}`, sum: Prisma.sql`spam` },
  delivered: { is: Prisma.sql`and rank_of(verdict) = 4`, sum: Prisma.sql`delivered` },
  suppressed: { is: Prisma.sql`and rank_of(verdict) = 3`, sum: Prisma.sql`suppressed` },
  deferred: { is: Prisma.sql`and rank_of(verdict) > 3 and seen & 4 > 0`, sum: Prisma.sql`deferred` },
  asynchronous: { is: Prisma.sql`and ${IS_BOUNCE} and seen & 16 > 0`, sum: Prisma.sql`asynchronous` },
  complaints: { is: Prisma.sql`and seen & 2048 > 0`, sum: Prisma.sql`complained` },
  unsubscribes: { is: Prisma.sql`and seen & 4096 > 0`, sum: Prisma.sql`unsubscribed` },
};

interface Row {
  address: bigint;
  message: bigint;
  recipient: string;
  at: Date;
  verdict: bigint;
  seen: number;
  sender: string | null;
}

/** One page of the deliveries behind a point of a chart, by keyset: the way from a figure to what it counts. */
export async function mail(db: Database, filter: Filter, query: MailQuery): Promise<Mail> {
  const whole = spanOf(filter);
  // A point of a slice is a UTC day: it may begin before the filter's first local day.
  const start = Math.max(whole.start - DAY, query.since ?? whole.start);
  const end = Math.max(start, Math.min(whole.end + DAY, query.until ?? whole.end));
  const slice = query.by && query.of ? { by: query.by, name: query.of } : null;
  const senders = await senderIds(db, filter.sender);
  const cursor = readCursor(query.cursor, 2);
  const about = { metric: query.metric, slice, sender: filter.sender, senders };
  const newest = cursor ? Math.min(end, cursor.at.getTime() + 1) : end;
  const [ranges, total] = await Promise.all([
    nearestRanges(db, about, { start, end: newest }),
    totalOf(db, about, { start, end }),
  ]);
  const rows = await db.$queryRaw<Row[]>`
    select d.address, d.message, d.recipient, d.at, d.verdict, d.seen, s.name as sender
    from (select * from delivery
      where (${within(ranges)}) ${COUNTED[query.metric].is} ${ofSlice(slice)} ${ofSenders(senders)} ${after(cursor)}
      order by at desc, address, message limit ${PAGE + 1}) as d
    left join sender s on s.id = d.sender
    order by d.at desc, d.address, d.message`;
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    ...{ start, end, total, rows: shown.map(mailRow) },
    next:
      last && rows.length > PAGE ? printCursor({ at: last.at, keys: [last.address, last.message] }) : null,
  };
}

/** Each stretch by itself, as the planner can look it up in the index on time: joined to a list of them it reads all there is. */
const within = (ranges: [number, number][]): Prisma.Sql =>
  ranges.length === 0
    ? Prisma.sql`false`
    : Prisma.join(
        ranges.map(
          ([from, to]) => Prisma.sql`at >= ${new Date(from)}::timestamp and at < ${new Date(to)}::timestamp`,
        ),
        " or ",
      );

interface About {
  metric: MetricName;
  slice: Slice | null;
  sender: string | null;
  senders: number[] | null;
}

function ofSlice(slice: Slice | null): Prisma.Sql {
  if (slice?.by === "provider")
    return Prisma.sql`and domain = any(array(select id from recipient_domain where provider = ${slice.name}))`;
  if (slice?.by === "domain")
    return Prisma.sql`and domain = any(array(select id from recipient_domain where name = ${slice.name}))`;
  if (slice?.by === "campaign")
    return Prisma.sql`and campaign = any(array(select id from campaign where name = ${slice.name}))`;
  if (slice?.by === "code") return isCode(slice.name);
  return slice?.by === "category" ? isCategory(slice.name as "spam") : Prisma.empty;
}

/**
 * The stretches of time that hold the newest 51 and few more, however rare they are: the rollup tells in which quarter hours,
 * or of a slice on which days, there are any.
 */
async function nearestRanges(
  db: Database,
  { metric, slice, sender, senders }: About,
  { start, end }: { start: number; end: number },
): Promise<[number, number][]> {
  // Bounces have an index by time: a code is found by walking it, newest first.
  if (slice && isOfBounces(slice.by)) return [[start, end]];
  const unit = slice ? DAY : QUARTER;
  const [first, past] = [Math.floor(start / unit), Math.ceil(end / unit)];
  const { sum } = COUNTED[metric];
  const daily = slice && isDaily(slice) ? rollupOfSlice(slice) : null;
  const units = daily
    ? await db.$queryRaw<{ unit: number; n: number }[]>`
        select day as unit, sum(${sum})::float8 as n from ${daily.rollup}
        where day >= ${first} and day < ${past} ${ofSenders(senders)} and ${daily.is}
        group by 1 having sum(${sum}) > 0 order by 1 desc limit ${PAGE + 3}`
    : await db.$queryRaw<{ unit: number; n: number }[]>`
        select quarter as unit, (${sum})::float8 as n from ${await rollupOf(db, sender)}
        where quarter >= ${first} and quarter < ${past} and ${sum} > 0 order by 1 desc limit ${PAGE + 3}`;
  const ranges: [number, number][] = [];
  let found = 0;
  for (const { unit: at, n } of units) {
    const [from, to] = [Math.max(start, at * unit), Math.min(end, (at + 1) * unit)];
    const later = ranges.at(-1);
    if (later?.[0] === to) later[0] = from;
    else ranges.push([from, to]);
    // What the ends cut, and what the cursor has passed, may be less than the rollup says.
    if (to - from === unit) found += n;
    if (found > PAGE) break;
  }
  return ranges;
}

async function totalOf(
  db: Database,
  { metric, slice, sender, senders }: About,
  time: { start: number; end: number },
): Promise<number> {
  if (slice) return metricOf(metric).k(await countsOfSlice(db, time, slice, senders));
  const { sum } = COUNTED[metric];
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select coalesce(sum(${sum}), 0)::float8 as n from ${await rollupOf(db, sender)}
    where quarter >= ${Math.ceil(time.start / QUARTER)} and quarter < ${Math.floor(time.end / QUARTER)}`;
  return row?.n ?? 0;
}

const after = (cursor: Cursor | null): Prisma.Sql =>
  cursor
    ? Prisma.sql`and at <= ${cursor.at}::timestamp and (at < ${cursor.at}::timestamp
        or (address, message) > (${cursor.keys[0]}::bigint, ${cursor.keys[1]}::bigint))`
    : Prisma.empty;

function mailRow(row: Row): MailRow {
  const { outcome, enhanced, reply } = unpackVerdict(Number(row.verdict));
  return {
    address: String(row.address),
    message: String(row.message),
    recipient: row.recipient,
    sender: row.sender ?? "",
    at: row.at.getTime(),
    outcome: (outcome ?? kindOf(1)) as MailRow["outcome"],
    code: enhanced || (reply ? String(reply) : ""),
    asynchronous: Number(row.verdict) >= 43_980_465_111_040 && (row.seen & 16) !== 0,
  };
}
