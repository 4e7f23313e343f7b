import { z } from "zod";
import { countDays } from "@/lib/core/buckets";
import { Refusal } from "@/lib/core/error";
import { type Filter, periodBefore } from "@/lib/core/filter";
import { BASES, baseOf, type Counts, METRIC_NAMES, type MetricName, metricOf } from "@/lib/core/metrics";
import type { Share } from "@/lib/core/score";
import { isOfBounces, SLICE_NAMES, type SliceBy } from "@/lib/core/slice";
import { twoProportions } from "@/lib/core/statistics";
import type { Totals } from "@/lib/core/totals";
import type { PrismaClient } from "@/prisma/generated/client";
import { spanOf } from "./bounced";
import { domainDays } from "./by-domain";
import { senderIds } from "./senders";
import { series } from "./series";
import { type Counted, countsBy, countsByDay, type Time } from "./sliced";

const DAY = 86_400_000;
const SHOWN = 50;
/** In one answer, for a file of all of them. */
const MOST_SHOWN = 10_000;
/** So many have their days drawn. */
const DRAWN = 6;
/** Fewer in both periods are no movers: their rates leap about. */
const ENOUGH_TO_MOVE = 50;

export const slicesQuery = z.object({
  by: z.enum(SLICE_NAMES).default("provider"),
  metric: z.enum(METRIC_NAMES).default("failures"),
  over: z.string().max(20).optional(),
  /** The most first, or what moved most since the period before. */
  order: z.enum(["count", "moved"]).default("count"),
  limit: z.coerce.number().int().min(1).max(MOST_SHOWN).default(SHOWN),
  cursor: z.string().max(1_000).optional(),
});
export type SlicesQuery = z.output<typeof slicesQuery>;

export interface SliceRow {
  name: string;
  now: Share;
  before: Share;
  /** How far the two rates lie apart, in standard deviations; positive where it rose. */
  z: number;
  /** Of the six at the top: one for each of the filter's days, taken as UTC days; else null. */
  days: Share[] | null;
}

export interface SlicesReport {
  by: SliceBy;
  metric: MetricName;
  rows: SliceRow[];
  /** What the next rows are asked for by; null at the end. */
  next: string | null;
  /** How many slices there are in all. */
  slices: number;
}

/** A metric of every slice, exact in the filter's zone, against the period before. */
export async function slices(
  db: PrismaClient,
  filter: Filter,
  query: SlicesQuery,
  now: number,
): Promise<SlicesReport> {
  const senders = await senderIds(db, filter.sender);
  return query.by === "domain"
    ? report(db, domainsOf(db, filter, senders), filter, query, now)
    : report(db, namedOf(db, query.by, senders), filter, query, now);
}

/** Slices of one kind by a key of theirs: of those that are many the number that stands for a name. */
interface Source<K extends string | number> {
  counts(span: Time): Promise<Counted<K>>;
  byDay(days: { from: string; days: number }, keys: K[]): Promise<Map<K, Counts[]>>;
  nameOf(keys: K[]): Promise<(key: K) => string>;
  keyOf(name: string): Promise<K | undefined>;
}

const namedOf = (db: PrismaClient, by: SliceBy, senders: number[] | null): Source<string> => ({
  counts: (span) => countsBy(db, span, by, senders),
  byDay: (days, names) => countsByDay(db, days, by, names, senders),
  nameOf: async () => (name) => name,
  keyOf: async (name) => name,
});

function domainsOf(db: PrismaClient, filter: Filter, senders: number[] | null): Source<number> {
  const { start } = spanOf({ ...filter, ...periodBefore(filter) });
  // A local day may end before the UTC day of its name.
  const { counts, byDay } = domainDays(db, { start, end: spanOf(filter).end + DAY }, senders);
  return {
    counts,
    byDay,
    nameOf: async (ids) => {
      const found = await db.recipientDomain.findMany({ where: { id: { in: ids } } });
      const names = new Map(found.map(({ id, name }) => [id, name]));
      return (id) => names.get(id)!;
    },
    keyOf: async (name) => (await db.recipientDomain.findUnique({ where: { name } }))?.id,
  };
}

async function report<K extends string | number>(
  db: PrismaClient,
  source: Source<K>,
  filter: Filter,
  query: SlicesQuery,
  now: number,
): Promise<SlicesReport> {
  const { by, order } = query;
  const bounces = isOfBounces(by);
  const metric = bounces && !isOfBounce(query.metric) ? "failures" : query.metric;
  const base = BASES[bounces ? "sent" : baseOf(metric, query.over)];
  const { k } = metricOf(metric);
  const [found, earlier, all] = await Promise.all([
    source.counts(spanOf(filter)),
    source.counts(spanOf({ ...filter, ...periodBefore(filter) })),
    bounces ? series(db, filter, now) : null,
  ]);
  const shareOf = (counts: Counts | undefined, total: Totals | undefined): Share => ({
    k: counts ? k(counts) : 0,
    n: total ? total.sent : counts ? base.n(counts) : 0,
  });
  const nowOf = (key: K) => shareOf(found.get(key), all?.total);
  const beforeOf = (key: K) => shareOf(earlier.get(key), all?.totalBefore);
  const ranked: Ranked<K>[] = [];
  // What has come to an end has moved too, but is nothing to be counted.
  for (const key of order === "count" ? found.keys() : new Set([...found.keys(), ...earlier.keys()])) {
    const now = nowOf(key);
    if (order === "count") {
      if (now.k > 0 || (!bounces && now.n > 0)) ranked.push({ key, weight: now.k, ...now });
    } else if (now.n >= ENOUGH_TO_MOVE) {
      const before = beforeOf(key);
      if (before.n >= ENOUGH_TO_MOVE)
        ranked.push({ key, weight: Math.abs(twoProportions(now, before)), ...now });
    }
  }
  const rest = query.cursor ? behind(ranked, await source.keyOf(nameIn(query.cursor))) : ranked;
  const keys = firstOf(rest, query.limit).map(({ key }) => key);
  const [nameOf, drawn] = await Promise.all([
    source.nameOf(keys),
    source.byDay(
      { from: filter.from, days: countDays(filter.from, filter.to) },
      query.cursor ? [] : keys.slice(0, DRAWN),
    ),
  ]);
  return {
    ...{ by, metric, slices: ranked.length },
    next: query.limit < rest.length ? printName(nameOf(keys.at(-1)!)) : null,
    rows: keys.map((key) => {
      const [now, before] = [nowOf(key), beforeOf(key)];
      const days = drawn.get(key)?.map((counts, day) => ({
        k: k(counts),
        n: all ? (all.days[day]?.sent ?? 0) : base.n(counts),
      }));
      return { name: nameOf(key), now, before, z: twoProportions(now, before), days: days ?? null };
    }),
  };
}

interface Ranked<K> extends Share {
  key: K;
  /** The most first: a count, or how far the two periods lie apart. */
  weight: number;
}

const printName = (name: string): string => Buffer.from(name).toString("base64url");
const nameIn = (cursor: string): string => Buffer.from(cursor, "base64url").toString();

/** Of equal ones the larger; then names in their order, domains as they were first met. */
const byRank = (a: Ranked<string | number>, b: Ranked<string | number>): number =>
  b.weight - a.weight || b.k - a.k || b.n - a.n || (a.key < b.key ? -1 : 1);

/** What follows the row that a page ended with. @throws Refusal where there is none such */
function behind<K extends string | number>(ranked: Ranked<K>[], key: K | undefined): Ranked<K>[] {
  const last = ranked.find((row) => row.key === key);
  if (!last) throw new Refusal("invalid-input", "What this page mark stands for is not listed.", "cursor");
  return ranked.filter((row) => row !== last && byRank(last, row) < 0);
}

/** The first so many in order: of tens of thousands only those are sorted that may be among them. */
function firstOf<K extends string | number>(ranked: Ranked<K>[], limit: number): Ranked<K>[] {
  const least =
    Float64Array.from(ranked, ({ weight }) => weight)
      .sort()
      .at(-limit) ?? 0;
  return ranked
    .filter(({ weight }) => weight >= least)
    .sort(byRank)
    .slice(0, limit);
}
const isOfBounce = (metric: MetricName): boolean => ["failures", "hard", "soft", "spam"].includes(metric);
