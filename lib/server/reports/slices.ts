import { z } from "zod";
import { countDays } from "@/lib/core/buckets";
import { Refusal } from "@/lib/core/error";
import { type Filter, periodBefore } from "@/lib/core/filter";
import { BASES, baseOf, type Counts, METRIC_NAMES, type MetricName, metricOf } from "@/lib/core/metrics";
import type { Share } from "@/lib/core/score";
import { isOfBounces, SLICE_NAMES, type SliceBy } from "@/lib/core/slice";
import { twoProportions } from "@/lib/core/statistics";
import type { Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { spanOf } from "./bounced";
import { senderIds } from "./senders";
import { series } from "./series";
import { countsBy, countsByDay } from "./sliced";

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
  /** Of the first six: one for each of the filter's days, taken as UTC days; else null. */
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
  db: Database,
  filter: Filter,
  query: SlicesQuery,
  now: number,
): Promise<SlicesReport> {
  const { by, order } = query;
  const bounces = isOfBounces(by);
  const metric = bounces && !isOfBounce(query.metric) ? "failures" : query.metric;
  const base = BASES[bounces ? "sent" : baseOf(metric, query.over)];
  const senders = await senderIds(db, filter.sender);
  const [found, earlier, all] = await Promise.all([
    countsBy(db, spanOf(filter), by, senders),
    countsBy(db, spanOf({ ...filter, ...periodBefore(filter) }), by, senders),
    bounces ? series(db, filter, now) : null,
  ]);
  const shareOf = (counts: Counts | undefined, total: Totals | undefined): Share => ({
    k: counts ? metricOf(metric).k(counts) : 0,
    n: total ? total.sent : counts ? base.n(counts) : 0,
  });
  const rows = [...new Set([...found.keys(), ...earlier.keys()])]
    .map((name) => {
      const share = shareOf(found.get(name), all?.total);
      const before = shareOf(earlier.get(name), all?.totalBefore);
      return { name, now: share, before, z: twoProportions(share, before) };
    })
    .filter(({ now, before }) =>
      order === "count" ? now.k > 0 || (!bounces && now.n > 0) : moves(now, before),
    )
    .sort(order === "count" ? byCount : byMove);
  const first = placeAfter(rows, query.cursor);
  const shown = rows.slice(first, first + query.limit);
  const days = { from: filter.from, days: countDays(filter.from, filter.to) };
  const drawn = await countsByDay(
    ...([db, days, by] as const),
    shown.slice(0, DRAWN).map(({ name }) => name),
    senders,
  );
  return {
    ...{ by, metric, slices: rows.length },
    next: first + query.limit < rows.length ? printName(shown.at(-1)!.name) : null,
    rows: shown.map((row) => ({
      ...row,
      days:
        drawn.get(row.name)?.map((counts, day) => ({
          k: metricOf(metric).k(counts),
          n: all ? (all.days[day]?.sent ?? 0) : base.n(counts),
        })) ?? null,
    })),
  };
}

type Row = Omit<SliceRow, "days">;

const printName = (name: string): string => Buffer.from(name).toString("base64url");

/** The place of the row that follows the one a page ended with; the first without a mark. @throws Refusal where there is none such */
function placeAfter(rows: Row[], cursor: string | undefined): number {
  if (!cursor) return 0;
  const name = Buffer.from(cursor, "base64url").toString();
  const place = rows.findIndex((row) => row.name === name);
  if (place < 0)
    throw new Refusal("invalid-input", "What this page mark stands for is not listed.", "cursor");
  return place + 1;
}

const named = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
const byCount = (a: Row, b: Row): number => b.now.k - a.now.k || b.now.n - a.now.n || named(a, b);
const byMove = (a: Row, b: Row): number => Math.abs(b.z) - Math.abs(a.z) || byCount(a, b);
const moves = (now: Share, before: Share): boolean => now.n >= ENOUGH_TO_MOVE && before.n >= ENOUGH_TO_MOVE;
const isOfBounce = (metric: MetricName): boolean => ["failures", "hard", "soft", "spam"].includes(metric);
