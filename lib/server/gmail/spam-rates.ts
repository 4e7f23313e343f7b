import type { SpamRow } from "@/lib/core/gmail/spam-file";
import { Prisma } from "@/prisma/generated/client";
import type { Database } from "../database";
import { numbers, texts } from "../literals";

/** Rates in millionths, by `${domain} ${day}`. */
export type SpamRates = Map<string, number>;

/** What is known of these days. */
export async function knownRates(db: Database, rows: SpamRow[]): Promise<SpamRates> {
  const found = await db.$queryRawUnsafe<SpamRow[]>(
    `select distinct on (domain, day) domain, day, rate
     from gmail_spam join unnest($1::text[], $2::int[]) asked(domain, day) using (domain, day)
     order by domain, day, recorded_at desc, import desc`,
    texts(rows.map(({ domain }) => domain)),
    numbers(rows.map(({ day }) => day)),
  );
  return new Map(found.map(({ domain, day, rate }) => [`${domain} ${day}`, rate]));
}

/**
 * What holds of the days from `first` on and before `end`, as days since 1970, by domain and day, ascending; of several
 * tellings the last holds. No `domain`: those of all senders.
 */
export function toldRates(
  db: Database,
  { first, end, domain }: { first: number; end?: number; domain: string | undefined },
): Promise<SpamRow[]> {
  return db.$queryRaw<SpamRow[]>`
    select distinct on (domain, day) domain, day, rate from gmail_spam
    where day >= ${first} ${end === undefined ? Prisma.empty : Prisma.sql`and day < ${end}`}
      ${domain === undefined ? Prisma.empty : Prisma.sql`and domain = ${domain}`}
    order by domain, day, recorded_at desc, import desc`;
}

/** Keeps rates beside what is known; from then on they hold. @param importId 0: from the Postmaster Tools API */
export async function keepSpamRates(
  db: Database,
  rows: SpamRow[],
  importId: number,
  now: Date,
): Promise<void> {
  await db.$executeRawUnsafe(
    `insert into gmail_spam as g (domain, day, import, rate, recorded_at)
     select domain, day, $4::int, rate, $5::timestamp from unnest($1::text[], $2::int[], $3::int[]) r(domain, day, rate)
     order by domain, day
     on conflict (domain, day, import) do update set rate = excluded.rate, recorded_at = excluded.recorded_at
     where g.rate <> excluded.rate`,
    texts(rows.map(({ domain }) => domain)),
    numbers(rows.map(({ day }) => day)),
    numbers(rows.map(({ rate }) => rate)),
    importId,
    now.toISOString().slice(0, -1),
  );
}
