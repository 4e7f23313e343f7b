import { dayNumber } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";

const DAY = 86_400_000;

/** The days of a filter as numbers of UTC days: receivers report no others. */
export const utcDays = ({ from, to }: Pick<Filter, "from" | "to">) => ({
  from: Math.round(dayNumber(from) / DAY),
  to: Math.round(dayNumber(to) / DAY),
});

/** The domain that a filter's sender writes as; null for all senders. */
export const senderDomain = ({ sender }: Pick<Filter, "sender">): string | null =>
  sender === null ? null : sender.slice(sender.lastIndexOf("@") + 1);

/**
 * Of the mail in DMARC reports about the organisation's own domains: how many messages passed neither way, of how many.
 * The filter's days are taken as UTC days. Null where no report is about them.
 */
export async function dmarcAlignment(
  db: Database,
  filter: Pick<Filter, "from" | "to" | "sender">,
): Promise<{ failed: number; n: number } | null> {
  const { from, to } = utcDays(filter);
  const domain = senderDomain(filter);
  const domains =
    domain === null
      ? (await db.sender.findMany({ distinct: ["domain"], select: { domain: true } })).map(
          (row) => row.domain,
        )
      : [domain];
  const [row] = await db.$queryRaw<{ failed: number; n: number }[]>`
    select coalesce(sum(failed), 0)::float8 as failed, coalesce(sum(n), 0)::float8 as n from per_dmarc_day
    where sender = any(${domains}::text[]) and day between ${from} and ${to}`;
  return row && row.n > 0 ? row : null;
}
