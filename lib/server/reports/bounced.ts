import { dayNumber, localDays } from "@/lib/core/buckets";
import { type BounceClass, CATEGORIES, type Category, kindCode } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { packEnhanced, type Verdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";

const DAY = 86_400_000;

/** Soft, spam or hard. Written out, so that the planner sees the condition of `delivery_bounce_idx`. */
export const IS_BOUNCE = Prisma.sql`verdict >= 43980465111040`;

/** How a bounce's code is named everywhere: enhanced, else basic, else the word of its category. */
export const codeOf = ({ enhanced, reply, category }: Verdict): string =>
  enhanced || (reply ? String(reply) : category);

/** The condition on `verdict` of one class. */
export const isClass = (name: BounceClass): Prisma.Sql =>
  Prisma.sql`and rank_of(verdict) = ${kindCode(name)}`;

export const isCategory = (name: Category): Prisma.Sql =>
  Prisma.sql`and category_of(verdict) = ${CATEGORIES.indexOf(name)}`;

/** The condition on `verdict` that `codeOf` names it so. */
export function isCode(code: string): Prisma.Sql {
  const enhanced = packEnhanced(code);
  if (enhanced) return Prisma.sql`and enhanced_of(verdict) = ${enhanced}`;
  if (/^\d{3}$/.test(code))
    return Prisma.sql`and enhanced_of(verdict) = 0 and reply_of(verdict) = ${Number(code)}`;
  const category = CATEGORIES.indexOf(code as Category);
  return Prisma.sql`and enhanced_of(verdict) = 0 and reply_of(verdict) = 0 and category_of(verdict) = ${category}`;
}

/** The condition on a delivery that its replies point to a document. */
export const pointsTo = (page: string): Prisma.Sql => Prisma.sql`and exists (
  select from event e where e.address = delivery.address and e.message = delivery.message and e.at >= delivery.at
    and e.detail ? 'pages' and e.detail -> 'pages' ? ${page})`;

/**
 * The condition on a bounced delivery that the provider calls hard what we do not, or the other way round; see
 * `providerVerdict`.
 */
export const PROVIDER_DIFFERS = Prisma.sql`and exists (
  select from event e where e.address = delivery.address and e.message = delivery.message and e.at >= delivery.at
    and e.kind between ${kindCode("soft")} and ${kindCode("hard")} and e.verdict = delivery.verdict
    and coalesce(e.detail -> 'hardBounce' = 'true', lower(e.detail ->> 'status') = 'bounced')
      <> (rank_of(delivery.verdict) = ${kindCode("hard")}))`;

/** The filter's span of time, half-open, in ms. */
export function spanOf(filter: Filter): { start: number; end: number } {
  const days = localDays(filter.from, filter.to, filter.tz);
  return { start: days[0]?.start ?? dayNumber(filter.from), end: days.at(-1)?.end ?? dayNumber(filter.from) };
}

/**
 * A table expression of `(verdict, n)`: the bounces of a span, exact in every zone. Whole UTC days come from the rollup, what
 * is left at both ends (less than a day each) from the index of bounces.
 * @param condition on `verdict` and `sender`
 */
export function bouncesWithin(
  { start, end }: { start: number; end: number },
  condition: Prisma.Sql,
): Prisma.Sql {
  const first = Math.min(Math.ceil(start / DAY) * DAY, end);
  const last = Math.max(Math.floor(end / DAY) * DAY, first);
  return Prisma.sql`(
    select verdict, n from per_code
      where day >= ${first / DAY} and day < ${last / DAY} and ${IS_BOUNCE} ${condition}
    union all select verdict, 1 from delivery
      where at >= ${new Date(start)}::timestamp and at < ${new Date(first)}::timestamp and ${IS_BOUNCE} ${condition}
    union all select verdict, 1 from delivery
      where at >= ${new Date(last)}::timestamp and at < ${new Date(end)}::timestamp and ${IS_BOUNCE} ${condition})`;
}

/**
 * The condition on deliveries that leaves the newest `count` bounces of a span, and few more, however rare they are: the
 * rollup tells on which days they were, and by which keys of `delivery_code_idx`.
 * @param condition on `verdict` and `sender`
 */
export async function nearest(
  db: Database,
  { start, end }: { start: number; end: number },
  condition: Prisma.Sql,
  count: number,
): Promise<Prisma.Sql> {
  const days = await db.$queryRaw<{ day: number; n: number; verdicts: string[]; senders: number[] }[]>`
    select day, sum(n)::float8 as n, array_agg(distinct verdict)::text[] as verdicts, array_agg(distinct sender) as senders
    from per_code where day >= ${Math.floor(start / DAY)} and day < ${Math.ceil(end / DAY)} and n > 0
      and ${IS_BOUNCE} ${condition}
    group by 1 order by 1 desc`;
  const [verdicts, senders] = [new Set<string>(), new Set<number>()];
  let [found, since] = [0, start];
  for (const { day, n, ...keys } of days) {
    for (const verdict of keys.verdicts) verdicts.add(verdict);
    for (const sender of keys.senders) senders.add(sender);
    const whole = day * DAY >= start && (day + 1) * DAY <= end;
    if (whole) found += n;
    if (found < count) continue;
    since = day * DAY;
    break;
  }
  return Prisma.sql`and at >= ${new Date(since)}::timestamp and verdict = any(${[...verdicts]}::text[]::bigint[])
    and sender = any(${[...senders]}::int[])`;
}
