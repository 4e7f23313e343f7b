import { dayNumber } from "@/lib/core/buckets";
import type { Counts } from "@/lib/core/metrics";
import { CountTable } from "@/lib/core/packed-counts";
import { poolOf } from "@/lib/server/database";
import { COLUMNS, packedDays } from "@/lib/server/domain-days";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { ofSenders } from "./quarters";
import { type Counted, outcomesWithin, SUMS, type Time, wholeDays } from "./sliced";

const DAY = 86_400_000;

/**
 * Counts by recipient domain, of which there may be tens of thousands: by the numbers of the domains, from the days of
 * `per_domain` that are packed (lib/server/domain-days.ts), and from its rows of those that are not.
 */
export interface DomainDays {
  /** What is counted of each domain in a span, exact in every zone, by its number. */
  counts(time: Time): Promise<Counted<number>>;
  /** What is counted of each of these domains by UTC day: one entry for each of the filter's days, taken as UTC days. */
  byDay(days: { from: string; days: number }, domains: number[]): Promise<Map<number, Counts[]>>;
}

/** Reads the packed days once for every question about them. @param time holds all that will be asked */
export function domainDays(db: PrismaClient, time: Time, senders: number[] | null): DomainDays {
  const wanted = senders && new Set(senders);
  const days = packedDays(db, Math.floor(time.start / DAY), Math.ceil(time.end / DAY));
  /** Sums of the days of a span that are not packed; `key` begins with what they are by. */
  const unpacked = async (from: number, to: number, key: string, condition: Prisma.Sql) => {
    const rest = [...(await days)].flatMap(([day, bytes]) =>
      !bytes && day >= from && day < to ? [day] : [],
    );
    if (rest.length === 0) return [];
    return read(
      db,
      Prisma.sql`select ${Prisma.raw(key)}, ${SUMS} from per_domain
        where day = any(${rest}::int[]) ${condition} ${ofSenders(senders)} group by ${Prisma.raw(key)}`,
    );
  };
  /** A table of what is packed in [from, to), made while the server reads what is not. */
  const table = async (
    from: number,
    to: number,
    add: (table: CountTable, day: number, bytes: Buffer) => void,
  ) => {
    const made = new CountTable(COLUMNS.length);
    for (const [day, bytes] of await days) if (bytes && day >= from && day < to) add(made, day, bytes);
    return made;
  };
  return {
    async counts(span) {
      const whole = wholeDays(span);
      const [from, to] = [whole.start / DAY, whole.end / DAY];
      const ends = [
        { start: span.start, end: whole.start },
        { start: whole.end, end: span.end },
      ].flatMap((end) => (end.start < end.end ? [outcomesWithin(end, senders)] : []));
      const [sums, ...others] = await Promise.all([
        table(from, to, (made, _, bytes) => made.addPacked(bytes, wanted)),
        unpacked(from, to, "domain", Prisma.empty),
        ends.length === 0
          ? []
          : read(
              db,
              Prisma.sql`select domain, ${SUMS} from (${Prisma.join(ends, " union all ")}) ends group by 1`,
            ),
      ]);
      for (const [domain, ...counts] of others.flat()) sums.add(domain!, counts);
      return { keys: () => sums.places(), get: (domain) => countsAt(sums, domain) };
    },
    async byDay({ from, days: length }, domains) {
      const first = dayNumber(from) / DAY;
      const end = first + length;
      const placeOf = new Int32Array(Math.max(...domains, 0) + 1);
      for (const [i, domain] of domains.entries()) placeOf[domain] = 1 + i * length;
      const [sums, rest] = await Promise.all([
        table(first, end, (made, day, bytes) =>
          made.addPacked(bytes, wanted, { placeOf, count: domains.length, shift: day - first }),
        ),
        unpacked(first, end, "day, domain", Prisma.sql`and domain = any(${domains}::int[])`),
      ]);
      for (const [day, domain, ...counts] of rest) sums.add(placeOf[domain!]! + day! - first, counts);
      const daysOf = (domain: number) =>
        Array.from({ length }, (_, i) => countsAt(sums, placeOf[domain]! + i));
      return new Map(domains.map((domain) => [domain, daysOf(domain)]));
    },
  };
}

/** Not by the ORM, which takes ten times as long for thousands of rows. */
async function read(db: PrismaClient, { text, values }: Prisma.Sql): Promise<number[][]> {
  return (await poolOf(db).query<number[]>({ text, values, rowMode: "array" })).rows;
}

function countsAt(table: CountTable, place: number): Counts {
  const [suppressed, delivered] = [table.at(place, 0), table.at(place, 1)];
  const [soft, spam, hard] = [table.at(place, 2), table.at(place, 3), table.at(place, 4)];
  const sent = delivered + soft + spam + hard;
  return {
    attempted: sent + suppressed,
    sent,
    suppressed,
    delivered,
    soft,
    spam,
    hard,
    deferred: table.at(place, 5),
    asynchronous: table.at(place, 6),
    complained: table.at(place, 7),
    unsubscribed: table.at(place, 8),
  };
}
