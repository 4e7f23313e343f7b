import { addDays, localDays } from "@/lib/core/buckets";
import { firstDayOf } from "@/lib/core/changes";
import { NOBODY, PERSON, ruleOf } from "@/lib/core/engagement/reader-rules";
import type { Filter } from "@/lib/core/filter";
import { type NoticeCell, noticesOf } from "@/lib/core/notices";
import type { Share } from "@/lib/core/score";
import type { Database } from "@/lib/server/database";
import { arrivedOn } from "./arrivals";
import type { Week } from "./judged";
import { readingsOfDays } from "./readings";

const WEEK = 7;

export interface Notice extends NoticeCell {
  /** The first local day that is clearly off; null where none is by itself. */
  day: string | null;
  /** Of clicks by machines: the title of the rule that caught most of them; else null. */
  rule: string | null;
}

/** By kind, one share a day of two weeks, ascending. What came in is not told apart by sender. */
async function sharesOf(
  db: Database,
  { tz, sender }: Pick<Filter, "tz" | "sender">,
  week: Week,
): Promise<{ shares: Record<NoticeCell["kind"], Share[]>; rule: string | null }> {
  const days = localDays(addDays(week.from, -WEEK), week.to, tz);
  const [arrived, read] = await Promise.all([
    sender === null ? arrivedOn(db, days) : [],
    readingsOfDays(db, days, sender),
  ]);
  const clicks = days.map((): Share => ({ k: 0, n: 0 }));
  const byRule = new Map<string, number>();
  for (const { bucket, clicked, n } of read) {
    if (clicked === NOBODY) continue;
    clicks[bucket]!.n += n;
    if (clicked === PERSON) continue;
    clicks[bucket]!.k += n;
    const title = ruleOf(clicked)?.title;
    if (bucket >= WEEK && title) byRule.set(title, (byRule.get(title) ?? 0) + n);
  }
  const [most] = [...byRule].sort(([, a], [, b]) => b - a);
  return {
    shares: {
      duplicates: arrived.map(({ accepted, duplicates }) => ({ k: duplicates, n: accepted + duplicates })),
      late: arrived.map(({ accepted, late }) => ({ k: late, n: accepted })),
      "machine-clicks": clicks,
    },
    rule: most?.[0] ?? null,
  };
}

const sum = (shares: Share[]): Share =>
  shares.reduce((total, { k, n }) => ({ k: total.k + k, n: total.n + n }), { k: 0, n: 0 });

/** What the week brought beside the rates of its mail, against the week before; see lib/core/notices.ts. */
export async function notices(
  db: Database,
  filter: Pick<Filter, "tz" | "sender">,
  week: Week,
): Promise<{ compared: number; notices: Notice[] }> {
  const { shares, rule } = await sharesOf(db, filter, week);
  const cells = (Object.keys(shares) as NoticeCell["kind"][]).map((kind) => ({
    ...{ kind, now: sum(shares[kind].slice(WEEK)), before: sum(shares[kind].slice(0, WEEK)) },
  }));
  const found = noticesOf(cells);
  return {
    compared: found.compared,
    notices: found.notices.map((cell) => {
      const days = shares[cell.kind]
        .slice(WEEK)
        .map((share, i) => ({ ...share, day: addDays(week.from, i) }));
      return {
        ...cell,
        day: firstDayOf(days, { before: cell.before, up: true }),
        rule: cell.kind === "machine-clicks" ? rule : null,
      };
    }),
  };
}
