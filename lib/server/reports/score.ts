import { CATEGORIES, type Category, kindCode } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { type Score, scoreOf } from "@/lib/core/score";
import type { Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { bouncesWithin, spanOf } from "./bounced";
import { dmarcAlignment } from "./dmarc-alignment";
import { judgedDays, type Week, weekBefore } from "./judged";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

/** Soft bounces that say no to the sender or the content, not to the address. */
const REFUSALS: Category[] = [
  "spam",
  "virus",
  "content",
  "blocklist",
  "authentication-failure",
  "sender-rejected",
  "policy",
];
const IS_BLOCK = Prisma.sql`and (rank_of(verdict) = ${kindCode("spam")} or (rank_of(verdict) = ${kindCode("soft")}
  and category_of(verdict) = any(${REFUSALS.map((name) => CATEGORIES.indexOf(name))}::int[])))`;

export interface ScoreReport extends Week {
  score: Score;
  /** Of the seven days before. */
  before: Score;
}

/** The score of the seven days that end with the filter's last day, or today where that is earlier, with its parts. */
export async function score(db: Database, filter: Filter, now: number): Promise<ScoreReport> {
  const [{ week, last7, before7, days }, senders] = await Promise.all([
    judgedDays(db, filter, now),
    senderIds(db, filter.sender),
  ]);
  const reports = {
    complaints: days.some(({ complained }) => complained > 0),
    unsubscribes: days.some(({ unsubscribed }) => unsubscribed > 0),
  };
  const blocks = async (of: Week) => {
    const bounces = bouncesWithin(
      spanOf({ ...filter, ...of }),
      Prisma.sql`${ofSenders(senders)} ${IS_BLOCK}`,
    );
    const [row] = await db.$queryRaw<{ n: number }[]>`
      select coalesce(sum(n), 0)::float8 as n from ${bounces} as bounced`;
    return row?.n ?? 0;
  };
  const scored = async (of: Week, totals: Totals) => {
    const [refused, alignment] = await Promise.all([blocks(of), dmarcAlignment(db, { ...filter, ...of })]);
    const dmarc = alignment && { k: alignment.failed, n: alignment.n };
    return scoreOf({ totals, blocks: refused, dmarc, reports });
  };
  const [now7, then7] = await Promise.all([scored(week, last7), scored(weekBefore(week), before7)]);
  return {
    ...week,
    score: now7,
    before: then7,
  };
}
