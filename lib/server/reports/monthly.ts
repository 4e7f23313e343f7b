import { AlertRule } from "@/lib/core/alerts/rule";
import { dayNumber, localDays } from "@/lib/core/buckets";
import { Refusal } from "@/lib/core/error";
import type { Filter } from "@/lib/core/filter";
import { daysOfMonth, isMonth, monthOf, monthsBefore } from "@/lib/core/month";
import type { Share } from "@/lib/core/score";
import { rate } from "@/lib/core/statistics";
import type { Database } from "@/lib/server/database";
import { type CodeCount, codes } from "./codes";
import { type Providers, providers, REST } from "./providers";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";
import { type Series, series } from "./series";
import { type VerdictReport, verdict } from "./verdict";

const DAY = 86_400_000;
const SHOWN_CODES = 10;

export interface MonthlyIncident {
  id: number;
  name: string;
  openedAt: number;
  resolvedAt: number | null;
}

/** One month for those who read it on paper. Days are the filter's zone's; providers are counted by UTC days. */
export interface Monthly {
  month: string;
  filter: Filter;
  /** The month before, or as much of it as this one has had; `series` compares with it, date by date. */
  before: { from: string; to: string };
  /** As of the last seven days of the month. */
  verdict: VerdictReport;
  series: Series;
  providers: Providers;
  /** Of each row of them the share that failed in the month before; null where nothing was sent. */
  failedBefore: (number | null)[];
  /** The most frequent ten. */
  codes: CodeCount[];
  bounces: number;
  /** Entries that began in the month and were not taken back, by reason. */
  entries: { reason: string; count: number }[];
  /** Addresses whose lease began in the month, and is still the latest of theirs. */
  leases: number;
  /** Those that were open at some time of the month, oldest first. */
  incidents: MonthlyIncident[];
}

/** Reads a month, `YYYY-MM`; of the running one what there is so far. @throws Refusal "not-found" for what is no month, or not yet */
export async function monthly(
  db: Database,
  { tz, sender }: Pick<Filter, "tz" | "sender">,
  month: string,
  now: number,
): Promise<Monthly> {
  const days = isMonth(month) ? daysOfMonth(month) : null;
  const spans = days ? localDays(days.from, days.to, tz) : [];
  if (!days || spans[0]!.start > now) throw new Refusal("not-found", "There is no such month yet.");
  const [start, end] = [new Date(spans[0]!.start), new Date(spans.at(-1)!.end)];
  const last = spans.filter((span) => span.start <= now).at(-1)!.day;
  const filter: Filter = { from: days.from, to: last, tz, sender, preset: null };
  const before = monthsBefore(filter);
  const [said, figures, byProvider, providersBefore, why, entries, [leases], incidents] = await Promise.all([
    verdict(db, filter, now),
    series(db, filter, now, before),
    providers(db, filter),
    failuresByProvider(db, before, sender),
    codes(db, filter, { by: "code" }),
    db.suppressionEntry.groupBy({
      by: ["reason"],
      where: { since: { gte: start, lt: end }, endedAt: null },
      _count: true,
      orderBy: { reason: "asc" },
    }),
    db.$queryRaw<{ n: number }[]>`
      select count(*)::float8 as n from lease where cycle_start >= ${start}::timestamp and cycle_start < ${end}::timestamp
        and last_at >= ${start}::timestamp`,
    db.alertIncident.findMany({
      where: { openedAt: { lt: end }, OR: [{ resolvedAt: null }, { resolvedAt: { gte: start } }] },
      include: { rule: true },
      orderBy: { id: "asc" },
    }),
  ]);
  return {
    ...{ month: monthOf(days.from), filter, before, verdict: said, series: figures, providers: byProvider },
    failedBefore: byProvider.rows.map((row) => shareBefore(row.name, byProvider.rows, providersBefore)),
    ...{ codes: why.rows.slice(0, SHOWN_CODES), bounces: why.total },
    entries: entries.map(({ reason, _count }) => ({ reason, count: _count })),
    leases: leases?.n ?? 0,
    incidents: incidents.map((row) => ({
      ...{ id: row.id, name: AlertRule.parse(row.rule.rule).name },
      ...{ openedAt: row.openedAt.getTime(), resolvedAt: row.resolvedAt?.getTime() ?? null },
    })),
  };
}

type Failed = Share & { provider: string };

/** Failed of sent, by provider, of the days taken as UTC days. */
async function failuresByProvider(
  db: Database,
  { from, to }: { from: string; to: string },
  sender: string | null,
): Promise<Failed[]> {
  return db.$queryRaw<Failed[]>`
    select provider, sum(soft + spam + hard)::float8 as k, sum(delivered + soft + spam + hard)::float8 as n
    from per_provider where day >= ${dayNumber(from) / DAY} and day <= ${dayNumber(to) / DAY}
      ${ofSenders(await senderIds(db, sender))} group by 1`;
}

/** Of a row of the month; the rest are those that have no row of their own in it. */
function shareBefore(name: string, rows: { name: string }[], before: Failed[]): number | null {
  const own = before.filter(({ provider }) =>
    name === REST ? !rows.some((row) => row.name === provider) : provider === name,
  );
  return rate(
    own.reduce((sum, { k }) => sum + k, 0),
    own.reduce((sum, { n }) => sum + n, 0),
  );
}
