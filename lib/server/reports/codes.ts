import { explainCode, rowOf } from "@/lib/core/bounce/codes";
import { countDays, dayNumber } from "@/lib/core/buckets";
import type { BounceClass, Category } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { bouncesWithin, codeOf, IS_BOUNCE, spanOf } from "./bounced";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const DAY = 86_400_000;

export interface CodeCount {
  /** `5.1.1`, or the basic `550`, or where there is neither the word of its category. By category: that word. */
  code: string;
  class: BounceClass;
  /** The most frequent one of the row. */
  category: Category;
  title: string;
  explanation: string;
  advice: string;
  count: number;
  /** Of all bounces of the period, 0 to 1. */
  share: number;
  /** Whether the code has a row in the table of 56. */
  mapped: boolean;
  /** One number a UTC day, from the filter's first day to its last. */
  trend: number[];
}

/** Why mail bounced. Counts are exact in the filter's zone; the trends are by UTC day. */
export interface Codes {
  /** Most frequent first. */
  rows: CodeCount[];
  /** All bounces of the period. */
  total: number;
  /** Bounces whose code has no row in the table of 56: how many codes, how many bounces. */
  unmapped: { codes: number; count: number };
}

/** Bounces by code and class, or by category and class. */
export async function codes(
  db: Database,
  filter: Filter,
  { by }: { by: "code" | "category" },
): Promise<Codes> {
  const senders = ofSenders(await senderIds(db, filter.sender));
  const first = dayNumber(filter.from) / DAY;
  const length = countDays(filter.from, filter.to);
  const [counts, trends] = await Promise.all([
    db.$queryRaw<{ verdict: bigint; n: number }[]>`
      select verdict, sum(n)::float8 as n from ${bouncesWithin(spanOf(filter), senders)} as bounced
      group by 1 having sum(n) > 0 order by 2 desc, 1`,
    db.$queryRaw<{ verdict: bigint; day: number; n: number }[]>`
      select verdict, day - ${first} as day, sum(n)::float8 as n from per_code
      where day >= ${first} and day < ${first + length} and ${IS_BOUNCE} ${senders} group by 1, 2`,
  ]);
  const total = counts.reduce((sum, row) => sum + row.n, 0);
  const rows = new Map<string, CodeCount>();
  const rowOfVerdict = new Map<bigint, CodeCount>();
  for (const { verdict: packed, n } of counts) {
    const verdict = unpackVerdict(Number(packed));
    const code = by === "code" ? codeOf(verdict) : verdict.category;
    const of = by === "code" ? verdict : { reply: 0, enhanced: "", category: verdict.category };
    const { title, explanation, advice } = explainCode(of);
    const key = `${code} ${verdict.outcome}`;
    const row = rows.get(key) ?? {
      ...{
        code,
        class: verdict.outcome as BounceClass,
        category: verdict.category,
        title,
        explanation,
        advice,
      },
      ...{
        count: 0,
        share: 0,
        mapped: rowOf(codeOf(verdict)) !== undefined,
        trend: new Array<number>(length).fill(0),
      },
    };
    row.count += n;
    row.share = row.count / total;
    rows.set(key, row);
    rowOfVerdict.set(packed, row);
  }
  for (const { verdict, day, n } of trends) {
    const trend = rowOfVerdict.get(verdict)?.trend;
    if (trend) trend[day] = (trend[day] ?? 0) + n;
  }
  const sorted = [...rows.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const without = sorted.filter((row) => !row.mapped);
  const count = without.reduce((sum, row) => sum + row.count, 0);
  return { rows: sorted, total, unmapped: { codes: new Set(without.map((row) => row.code)).size, count } };
}
