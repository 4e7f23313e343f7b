import { addDays, countDays, dayNumber, type LocalDay, localDays } from "@/lib/core/buckets";
import {
  COMPLAINT_SOURCES,
  type ComplaintSource,
  type Coverage,
  coverageOf,
} from "@/lib/core/complaint-sources";
import { cameBy } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import type { Prisma } from "@/prisma/generated/client";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const DAY = 86_400_000;

/** Its coverage is of the UTC day of that name. */
export interface ComplaintDay extends Coverage {
  day: string;
  /** On the day of the complaint in the filter's zone. */
  counts: Record<ComplaintSource, number>;
  /** The day has not ended yet. */
  incomplete: boolean;
}

/** Complaints by the way they came; each mail once a way, on the day of its first complaint by it. Coverage: of all days. */
export interface Complaints extends Coverage {
  sources: { source: ComplaintSource; count: number }[];
  days: ComplaintDay[];
}

interface Counted {
  /** Place of the day. */
  place: number;
  n: number;
}

/** Who complains, by which way we know, and about how much mail anybody could. Reads the index of rare kinds. */
export async function complaints(db: Database, filter: Filter, now: number): Promise<Complaints> {
  const days = localDays(filter.from, filter.to, filter.tz);
  const senders = ofSenders(await senderIds(db, filter.sender));
  const [events, left, mail] = await Promise.all([
    complained(db, days, senders),
    // People are of no sender: who left is counted only where all are asked for.
    filter.sender === null ? neverAsked(db, days) : [],
    deliveredByDay(db, filter, senders),
  ]);
  const counts = days.map(() => ({ jmrp: 0, mail: 0, provider: 0, unsubscribe: 0 }));
  const add = (source: ComplaintSource, { place, n }: Counted) => {
    counts[place]![source] += n;
  };
  for (const { route, outlook, ...row } of events) {
    const byMail = cameBy(route).route === "mail";
    add(!byMail ? "provider" : outlook ? "jmrp" : "mail", row);
  }
  for (const row of left) add("unsubscribe", row);
  const byDay = days.map(({ day, end }, place): ComplaintDay => {
    const own = coverageOf(mail.filter((row) => row.place === place));
    return { day, counts: counts[place]!, ...own, incomplete: end > now };
  });
  const total = (id: ComplaintSource) => byDay.reduce((sum, day) => sum + day.counts[id], 0);
  return {
    sources: COMPLAINT_SOURCES.map(({ id }) => ({ source: id, count: total(id) })),
    days: byDay,
    ...coverageOf(mail),
  };
}

/** Of how much mail of these days, as UTC days, complaints can come. */
export const complaintCoverage = async (db: Database, filter: Filter): Promise<Coverage> =>
  coverageOf(await deliveredByDay(db, filter, ofSenders(await senderIds(db, filter.sender))));

const startsOf = (days: LocalDay[]): Date[] => days.map(({ start }) => new Date(start));
const endOf = (days: LocalDay[]): Date => new Date(days.at(-1)!.end);

const complained = (db: Database, days: LocalDay[], senders: Prisma.Sql) =>
  db.$queryRaw<(Counted & { route: number; outlook: boolean })[]>`
    select width_bucket(first, ${startsOf(days)}::timestamp[]) - 1 as place, route, outlook, count(*)::float8 as n
    from (
      select address, message, route, domain, min(event.at) as first
      from event join (select address, message, domain from delivery where seen & 2048 > 0 ${senders}) d
        using (address, message)
      where kind = 11 and event.at >= ${startsOf(days)[0]}::timestamp and event.at < ${endOf(days)}::timestamp
      group by 1, 2, 3, 4
    ) one join (select id as domain, provider = 'Outlook' as outlook from recipient_domain) r using (domain)
    group by 1, 2, 3`;

const neverAsked = (db: Database, days: LocalDay[]) =>
  db.$queryRaw<Counted[]>`
    select width_bucket(at, ${startsOf(days)}::timestamp[]) - 1 as place, count(*)::float8 as n
    from preference_change
    where reason = 'never-asked' and at >= ${startsOf(days)[0]}::timestamp and at < ${endOf(days)}::timestamp
    group by 1`;

function deliveredByDay(db: Database, { from, to }: Filter, senders: Prisma.Sql) {
  const first = dayNumber(from) / DAY;
  const end = dayNumber(addDays(from, countDays(from, to))) / DAY;
  return db.$queryRaw<{ place: number; provider: string; delivered: number }[]>`
    select day - ${first} as place, provider, sum(delivered)::float8 as delivered from per_provider
    where day >= ${first} and day < ${end} ${senders} group by 1, 2`;
}
