import { publisherOf } from "@/lib/core/bounce/documents";
import type { BounceClass, Category } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { type OutwardLink, outwardLink } from "@/lib/server/leave";
import { IS_BOUNCE, spanOf } from "./bounced";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const MOST = 50;

/** A document that bounces point to. */
export interface BouncePage extends OutwardLink {
  /** Whose it is; empty where nobody that we know of. */
  by: string;
  /** The most frequent one of its bounces, as is the next. */
  class: BounceClass;
  category: Category;
  /** Bounced deliveries whose replies point to it. */
  count: number;
}

export interface BouncePages {
  /** Most frequent first, at most 50. */
  rows: BouncePage[];
  /** How many documents there are in all. */
  total: number;
}

/**
 * The documents that the replies of a period point to, with the bounced deliveries behind each, exact in the filter's
 * zone; as far back as the event log is kept. A delivery is counted once a document, however often it was reported. The
 * work grows with the bounces, not with the mail (docs/decisions/0009-pages-of-bounces.md).
 */
export async function bounceUrls(db: Database, filter: Filter): Promise<BouncePages> {
  const { start, end } = spanOf(filter);
  const since = new Date(start);
  const counts = await db.$queryRaw<{ page: string; verdict: bigint; n: number }[]>`
    select page, verdict, count(*)::float8 as n from (
      select distinct d.address, d.message, d.verdict, page
      from (select address, message, at, verdict from delivery
        where at >= ${since}::timestamp and at < ${new Date(end)}::timestamp and ${IS_BOUNCE}
          ${ofSenders(await senderIds(db, filter.sender))}) as d
      join event e on e.address = d.address and e.message = d.message and e.at >= d.at
        and e.at >= ${since}::timestamp and e.detail ? 'pages'
      cross join lateral jsonb_array_elements_text(e.detail -> 'pages') as page
    ) as pointing group by 1, 2 order by 3 desc, 1, 2`;
  const rows = new Map<string, Omit<BouncePage, "href" | "by">>();
  for (const { page, verdict, n } of counts) {
    const { outcome, category } = unpackVerdict(Number(verdict));
    const row = rows.get(page);
    if (row) row.count += n;
    else {
      rows.set(page, { url: page, class: outcome as BounceClass, category, count: n });
    }
  }
  const sorted = [...rows.values()].sort((a, b) => b.count - a.count || (a.url < b.url ? -1 : 1));
  const shown = sorted
    .slice(0, MOST)
    .map((row) => ({ ...row, ...outwardLink(row.url), by: publisherOf(row.url) }));
  return { rows: shown, total: sorted.length };
}
