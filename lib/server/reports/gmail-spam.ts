import { addDays, countDays, dayNumber } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import type { ToldRate } from "@/lib/core/gmail/spam-domains";
import type { Database } from "@/lib/server/database";
import { toldRates } from "@/lib/server/gmail/spam-rates";

const DAY = 86_400_000;
const MILLION = 1_000_000;

export interface GmailSpam {
  /** The filter's days, as Gmail names them. */
  days: string[];
  /** By domain and day, ascending. */
  rows: ToldRate[];
}

/** What Gmail's readers reported as spam, by sender domain and day, as files and the Postmaster Tools API tell it. */
export async function gmailSpam(db: Database, { from, to, sender }: Filter): Promise<GmailSpam> {
  const first = dayNumber(from) / DAY;
  const length = countDays(from, to);
  const rows = await toldRates(db, { first, end: first + length, domain: sender?.split("@").at(-1) });
  return {
    days: Array.from({ length }, (_, place) => addDays(from, place)),
    rows: rows.map(({ domain, day, rate }) => ({
      day: addDays(from, day - first),
      domain,
      rate: rate / MILLION,
    })),
  };
}
