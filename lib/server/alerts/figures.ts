import type { PatternRule, RateRule } from "@/lib/core/alerts/rule";
import type { AlertSlice } from "@/lib/core/alerts/slice";
import { dayNumber, type LocalDay } from "@/lib/core/buckets";
import { kindCode } from "@/lib/core/events";
import type { DailySlice } from "@/lib/core/slice";
import { emptyTotals, type Totals } from "@/lib/core/totals";
import { Prisma } from "@/prisma/generated/client";
import type { Database } from "../database";
import { IS_BOUNCE, isCategory, isCode } from "../reports/bounced";
import { ofSenders, totalsOfDays } from "../reports/quarters";
import { senderIds } from "../reports/senders";
import { rollupOfSlice } from "../reports/sliced";

const DAY = 86_400_000;

type Watched = Pick<RateRule | PatternRule, "sender" | "slice">;
type Counted = Omit<Partial<Totals>, "attempted" | "sent"> & { place: number };

/** The zone whose days a rule counts: the organisation's; of a slice UTC, by which its rollups are kept. */
export const zoneOf = (rule: { slice: AlertSlice | null }, tz: string): string => (rule.slice ? "UTC" : tz);

/**
 * What a rule counts on each of `days`, which are consecutive days of {@link zoneOf}. A slice knows no opens and clicks;
 * by reason or code, `sent` is of all mail and the bounces are those of the slice.
 */
export async function figuresOf(
  db: Database,
  { sender, slice }: Watched,
  days: LocalDay[],
): Promise<Totals[]> {
  if (!slice) return totalsOfDays(db, days, sender || null);
  const first = dayNumber(days[0]!.day) / DAY;
  const within = Prisma.sql`day >= ${first} and day < ${first + days.length}
    ${ofSenders(await senderIds(db, sender || null))}`;
  if (slice.by === "category" || slice.by === "code") {
    const all = await totalsOfDays(db, days, sender || null);
    const bounced = await bouncesOf(db, slice, within, first);
    return all.map(({ sent, attempted, delivered }, place) => ({
      ...emptyTotals(),
      ...{ sent, attempted, delivered, ...bounced.get(place) },
    }));
  }
  const totals = days.map(emptyTotals);
  for (const { place, ...counts } of await dailyOf(db, slice, within, first)) {
    const { delivered = 0, soft = 0, spam = 0, hard = 0, suppressed = 0 } = counts;
    const sent = delivered + soft + spam + hard;
    totals[place] = { ...emptyTotals(), ...counts, sent, attempted: sent + suppressed };
  }
  return totals;
}

function dailyOf(db: Database, slice: DailySlice, within: Prisma.Sql, first: number): Promise<Counted[]> {
  const { rollup, is } = rollupOfSlice(slice);
  return db.$queryRaw<Counted[]>`
    select day - ${first} as place, sum(delivered)::float8 as delivered, sum(hard)::float8 as hard,
      sum(soft)::float8 as soft, sum(spam)::float8 as spam, sum(suppressed)::float8 as suppressed,
      sum(deferred)::float8 as deferred, sum(asynchronous)::float8 as asynchronous,
      sum(complained)::float8 as complained, sum(unsubscribed)::float8 as unsubscribed
    from ${rollup} where ${is} and ${within} group by 1`;
}

async function bouncesOf(db: Database, slice: AlertSlice, within: Prisma.Sql, first: number) {
  const which = slice.by === "category" ? isCategory(slice.name) : isCode(slice.name);
  const sum = (kind: "hard" | "soft" | "spam") =>
    Prisma.sql`coalesce(sum(n) filter (where rank_of(verdict) = ${kindCode(kind)}), 0)::float8`;
  const rows = await db.$queryRaw<{ place: number; hard: number; soft: number; spam: number }[]>`
    select day - ${first} as place, ${sum("hard")} as hard, ${sum("soft")} as soft, ${sum("spam")} as spam
    from per_code where ${IS_BOUNCE} ${which} and ${within} group by 1`;
  return new Map(rows.map(({ place, ...counts }) => [place, counts]));
}
