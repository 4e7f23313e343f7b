import { organisationalDomain } from "@/lib/core/authentication/alignment";
import { groupSources, type OriginCounts, type SourceSummary } from "@/lib/core/authentication/group";
import type { DmarcCounts } from "@/lib/core/authentication/judge";
import { addDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { senderDomains } from "@/lib/server/authentication/check-domains";
import type { Database } from "@/lib/server/database";
import { senderDomain, utcDays } from "./dmarc-alignment";

const DAY = 86_400_000;
const MOST_SOURCES = 60;
const MOST_FOREIGN = 20;

export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** One UTC day; n is 0 where no report is about it. */
export interface DmarcDay extends DmarcCounts {
  day: string;
}

export interface SourceRow extends Omit<SourceSummary, "origins" | "failingSince"> {
  failingSince: string | null;
  /** The receiver that refused most of it; null: nobody refused any. */
  refusedBy: { reporter: string; n: number } | null;
}

export interface Authentication {
  /** Every day of the period, also those without a report. */
  days: DmarcDay[];
  total: DmarcCounts & { disagreeing: number };
  /** Reports about these days, and receivers that sent them. */
  reports: number;
  receivers: number;
  /** The last UTC day that any report is about, whatever the period; null: there is no report. */
  through: string | null;
  sources: SourceRow[];
  /** Sources beyond the first sixty. */
  moreSources: number;
  /** Domains in reports that are none of ours; null where a sender is chosen. */
  foreign: { domain: string; n: number; failed: number }[] | null;
}

interface DayRow extends DmarcCounts {
  day: number;
  sender: string;
  disagreeing: number;
}

const SUMS = `sum(n)::float8 as n, sum(dkim)::float8 as dkim, sum(spf)::float8 as spf, sum(failed)::float8 as failed,
  sum(quarantined)::float8 as quarantined, sum(rejected)::float8 as rejected`;
const NOTHING: DmarcCounts = { n: 0, dkim: 0, spf: 0, failed: 0, quarantined: 0, rejected: 0 };

function added<T extends DmarcCounts>(to: T, from: DmarcCounts): T {
  for (const name of ["n", "dkim", "spf", "failed", "quarantined", "rejected"] as const)
    to[name] += from[name];
  return to;
}

/** Whose domain it is: of the same organisation as one of the senders. */
export async function ownership(db: Database): Promise<(domain: string) => boolean> {
  const own = new Set((await senderDomains(db)).map(organisationalDomain));
  return (domain) => own.has(organisationalDomain(domain));
}

/** What receivers report of mail with the organisation's domains in From (DMARC). The days of the filter are taken as UTC days. */
export async function authentication(db: Database, filter: Filter): Promise<Authentication> {
  const { from, to } = utcDays(filter);
  const domain = senderDomain(filter);
  const isOwn = domain === null ? await ownership(db) : (name: string) => name === domain;
  const [days, [last], [heads]] = await Promise.all([
    db.$queryRawUnsafe<DayRow[]>(
      `select day, sender, ${SUMS}, sum(disagreeing)::float8 as disagreeing from per_dmarc_day
       where day between $1 and $2 and n > 0 group by day, sender`,
      from,
      to,
    ),
    db.$queryRaw<{ day: number | null }[]>`select max(day) as day from per_dmarc where n > 0`,
    db.$queryRaw<{ reports: number; receivers: number }[]>`
      select count(*)::int as reports, count(distinct organisation)::int as receivers from authentication_report
      where kind = 'dmarc' and "end" >= ${new Date(from * DAY)}::timestamp and "end" < ${new Date((to + 2) * DAY)}::timestamp
        and floor((extract(epoch from "begin") + extract(epoch from "end")) / 172800) between ${from} and ${to}`,
  ]);
  const own = days.filter((row) => isOwn(row.sender));
  const byDay = new Map<number, DmarcCounts>();
  const total = { ...NOTHING, disagreeing: 0 };
  for (const row of own) {
    byDay.set(row.day, added(byDay.get(row.day) ?? { ...NOTHING }, row));
    added(total, row).disagreeing += row.disagreeing;
  }
  const sources = await sourcesOf(db, { from, to }, unique(own.map(({ sender }) => sender)));
  const answer: Authentication = {
    days: Array.from({ length: to - from + 1 }, (_, i) => ({
      day: addDays(filter.from, i),
      ...(byDay.get(from + i) ?? NOTHING),
    })),
    total,
    reports: heads?.reports ?? 0,
    receivers: heads?.receivers ?? 0,
    through: last?.day == null ? null : isoDay(last.day),
    sources: sources.slice(0, MOST_SOURCES),
    moreSources: Math.max(0, sources.length - MOST_SOURCES),
    foreign: domain === null ? foreignOf(days.filter((row) => !isOwn(row.sender))) : null,
  };
  return answer;
}

const unique = (names: string[]): string[] => [...new Set(names)];

function foreignOf(rows: DayRow[]) {
  const domains = new Map<string, { domain: string; n: number; failed: number }>();
  for (const { sender, n, failed } of rows) {
    const one = domains.get(sender) ?? { domain: sender, n: 0, failed: 0 };
    domains.set(sender, { domain: sender, n: one.n + n, failed: one.failed + failed });
  }
  return [...domains.values()].sort((a, b) => b.n - a.n).slice(0, MOST_FOREIGN);
}

/** What each origin sent as some domains, over UTC days. */
export async function originCounts(
  db: Database,
  { from, to }: { from: number; to: number },
  senders: string[],
): Promise<OriginCounts[]> {
  return db.$queryRawUnsafe<OriginCounts[]>(
    `select o.id, o.network, o.signed, o.broken, o.spf_domain as "spfDomain", o.spf_result as "spfResult", o.forwarded,
       sums.* from (
         select origin, sender, ${SUMS}, min(day) filter (where failed > 0) as "failingSince" from per_dmarc
         where day between $1 and $2 and sender = any($3::text[]) and n > 0 group by origin, sender
       ) sums join dmarc_origin o on o.id = sums.origin`,
    from,
    to,
    senders,
  );
}

/** What people here said of sources. */
export async function sourceAnswers(db: Database): Promise<Map<string, boolean>> {
  return new Map((await db.sourceAnswer.findMany()).map(({ source, mine }) => [source, mine]));
}

async function sourcesOf(
  db: Database,
  days: { from: number; to: number },
  senders: string[],
): Promise<SourceRow[]> {
  const [counts, answers, refusals] = await Promise.all([
    originCounts(db, days, senders),
    sourceAnswers(db),
    db.$queryRawUnsafe<{ origin: number; reporter: string; n: number }[]>(
      `select origin, reporter, sum(rejected)::float8 as n from per_dmarc
       where day between $1 and $2 and sender = any($3::text[]) and rejected > 0 group by origin, reporter`,
      days.from,
      days.to,
      senders,
    ),
  ]);
  return groupSources(counts, answers).map(({ origins, failingSince, ...source }) => {
    const by = new Map<string, number>();
    for (const { origin, reporter, n } of refusals)
      if (origins.includes(origin)) by.set(reporter, (by.get(reporter) ?? 0) + n);
    const [most] = [...by].sort((a, b) => b[1] - a[1]);
    return {
      ...source,
      failingSince: failingSince === null ? null : isoDay(failingSince),
      refusedBy: most ? { reporter: most[0], n: most[1] } : null,
    };
  });
}
