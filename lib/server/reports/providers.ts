import { addDays, countDays, dayNumber } from "@/lib/core/buckets";
import { type Coverage, coverageOf } from "@/lib/core/complaint-sources";
import type { Filter } from "@/lib/core/filter";
import { OTHERS } from "@/lib/core/provider";
import { rate } from "@/lib/core/statistics";
import type { Database } from "@/lib/server/database";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const DAY = 86_400_000;
const SHOWN = 5;
/** The row of those that have none of their own. */
export const REST = "All others";
/** Sent on a day, below which its rate is no peak. */
const ENOUGH = 50;

/** The outcomes of a slice; engagement is not counted by domain. */
export interface Outcomes {
  attempted: number;
  sent: number;
  delivered: number;
  hard: number;
  soft: number;
  spam: number;
  suppressed: number;
  complained: number;
}

export interface ProviderDay {
  /** A UTC day. */
  day: string;
  sent: number;
  /** Hard, soft and spam. */
  failed: number;
  /** failed of sent; null where nothing was sent. */
  rate: number | null;
}

export interface ProviderRow {
  /** As `providerOf` names it; the last is "All others". */
  name: string;
  totals: Outcomes;
  /** Of everything sent, 0 to 1; null where nothing was. */
  share: number | null;
  /** hard + soft + spam of sent. */
  rate: number | null;
  /** The worst of the days on which at least 50 were sent; null where there is none. */
  peak: { day: string; rate: number } | null;
  /** Ascending, without gaps. */
  days: ProviderDay[];
}

/** By mailbox provider, counted by UTC day: this is about the filter's days taken as UTC days. */
export interface Providers {
  /** The largest five by mail sent, then the rest; empty where there was no mail. */
  rows: ProviderRow[];
  /** Of how much of it complaints can come. */
  coverage: Coverage;
}

type Counted = Outcomes & { provider: string };

/** The mailbox providers of the period: their share, their outcomes and their failure rate day by day. */
export async function providers(db: Database, filter: Filter): Promise<Providers> {
  const first = dayNumber(filter.from) / DAY;
  const count = countDays(filter.from, filter.to);
  const senders = ofSenders(await senderIds(db, filter.sender));
  const counted = await db.$queryRaw<Counted[]>`
    select provider, sum(suppressed)::float8 as suppressed, sum(delivered)::float8 as delivered,
      sum(soft)::float8 as soft, sum(spam)::float8 as spam, sum(hard)::float8 as hard,
      sum(complained)::float8 as complained, sum(delivered + soft + spam + hard)::float8 as sent,
      sum(suppressed + delivered + soft + spam + hard)::float8 as attempted
    from per_provider where day >= ${first} and day < ${first + count} ${senders}
    group by 1 having sum(suppressed + delivered + soft + spam + hard) > 0`;

  const names = largest(counted);
  if (names.length === 0) return { rows: [], coverage: coverageOf([]) };
  const slot = (provider: string) => (names.indexOf(provider) + names.length) % names.length;
  const rows = names.map((name): ProviderRow => {
    const days = Array.from({ length: count }, (_, i) => ({
      day: addDays(filter.from, i),
      sent: 0,
      failed: 0,
      rate: null,
    }));
    return { name, totals: noOutcomes(), share: null, rate: null, peak: null, days };
  });
  for (const one of counted) add(rows[slot(one.provider)]!.totals, one);

  const daily = await db.$queryRaw<{ slot: number; day: number; sent: number; failed: number }[]>`
    select coalesce(array_position(${names}::text[], provider), ${names.length}) - 1 as slot, day - ${first} as day,
      sum(delivered + soft + spam + hard)::float8 as sent, sum(soft + spam + hard)::float8 as failed
    from per_provider where day >= ${first} and day < ${first + count} ${senders}
    group by 1, 2`;
  for (const { slot, day, sent, failed } of daily)
    Object.assign(rows[slot]!.days[day]!, { sent, failed, rate: rate(failed, sent) });

  const sent = rows.reduce((sum, row) => sum + row.totals.sent, 0);
  for (const row of rows) {
    row.share = rate(row.totals.sent, sent);
    row.rate = rate(row.totals.hard + row.totals.soft + row.totals.spam, row.totals.sent);
    row.peak = peakOf(row.days);
  }
  return { rows, coverage: coverageOf(counted) };
}

/** The names to show, by mail sent; whoever is not among them is the last. */
function largest(counted: Counted[]): string[] {
  const named = counted
    .filter(({ provider }) => provider !== OTHERS)
    .sort((a, b) => b.attempted - a.attempted || (a.provider < b.provider ? -1 : 1))
    .slice(0, SHOWN);
  const names = named.map(({ provider }) => provider);
  return counted.length > names.length ? [...names, REST] : names;
}

const noOutcomes = (): Outcomes => ({
  ...{ attempted: 0, sent: 0, delivered: 0, hard: 0, soft: 0, spam: 0, suppressed: 0, complained: 0 },
});

function add(to: Outcomes, from: Outcomes): void {
  for (const key of Object.keys(to) as (keyof Outcomes)[]) to[key] += from[key];
}

function peakOf(days: ProviderDay[]): ProviderRow["peak"] {
  let peak: ProviderRow["peak"] = null;
  for (const { day, sent, rate } of days)
    if (rate !== null && sent >= ENOUGH && (!peak || rate > peak.rate)) peak = { day, rate };
  return peak;
}
