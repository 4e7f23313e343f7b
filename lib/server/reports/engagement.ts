import { localDays } from "@/lib/core/buckets";
import { READER_RULES } from "@/lib/core/engagement/reader-rules";
import { type Filter, periodBefore } from "@/lib/core/filter";
import type { Share } from "@/lib/core/score";
import type { Database } from "@/lib/server/database";
import { isEmpty, totalsOfDays } from "./quarters";
import {
  addReading,
  noReadings,
  type ProviderReadings,
  type ReadingRow,
  type Readings,
  readingsByProvider,
  readingsOfDays,
} from "./readings";

/** Of delivered mail; mail that bounced is not in it, so no rate passes 100 %. */
export interface ReadTotals extends Readings {
  delivered: number;
}

export interface ReadDay extends ReadTotals {
  day: string;
  /** The day has not ended yet. */
  incomplete: boolean;
  noData: boolean;
}

/** Mail that only machines opened or clicked, under the first rule that says so. */
export interface LeftOut {
  /** Of READER_RULES. */
  rule: string;
  opened: number;
  clicked: number;
}

export interface Engagement {
  /** The filter's days in its zone, ascending, without gaps. */
  days: ReadDay[];
  /** The period before, on the same weekdays. */
  before: ReadDay[];
  total: ReadTotals;
  totalBefore: ReadTotals;
  /** Every rule in its order; opened less opened by people is their sum. */
  leftOut: LeftOut[];
  /** By UTC days. */
  providers: ProviderRead[];
}

export interface ProviderRead extends ProviderReadings {
  /** Opened by people, of delivered, in the period before. */
  before: Share;
}

/** Opens and clicks, with and without machines. */
export async function engagement(db: Database, filter: Filter, now: number): Promise<Engagement> {
  const read = async (span: { from: string; to: string }) => {
    const days = localDays(span.from, span.to, filter.tz);
    const [totals, rows] = await Promise.all([
      totalsOfDays(db, days, filter.sender),
      readingsOfDays(db, days, filter.sender),
    ]);
    const counts = days.map(noReadings);
    for (const row of rows) addReading(counts[row.bucket]!, row);
    const own = days.map(({ day, end }, i): ReadDay => {
      const { delivered } = totals[i]!;
      return { day, delivered, ...counts[i]!, incomplete: end > now, noData: isEmpty(totals[i]!) };
    });
    return { days: own, rows, total: sum(own) };
  };
  const earlier = periodBefore(filter);
  const [current, before, providers, known] = await Promise.all([
    read(filter),
    read(earlier),
    readingsByProvider(db, filter),
    readingsByProvider(db, { ...filter, ...earlier }),
  ]);
  const was = new Map(known.map((row) => [row.name, { k: row.openedByPeople, n: row.delivered }]));
  return {
    ...{ days: current.days, before: before.days, total: current.total, totalBefore: before.total },
    leftOut: leftOut(current.rows),
    providers: providers.map((row) => ({ ...row, before: was.get(row.name) ?? { k: 0, n: 0 } })),
  };
}

function sum(days: ReadTotals[]): ReadTotals {
  const total: ReadTotals = { delivered: 0, ...noReadings() };
  for (const day of days)
    for (const key of Object.keys(total) as (keyof ReadTotals)[]) total[key] += day[key];
  return total;
}

function leftOut(rows: ReadingRow[]): LeftOut[] {
  const of = (kind: "opened" | "clicked", reader: number) =>
    rows.filter((row) => row[kind] === reader).reduce((n, row) => n + row.n, 0);
  return READER_RULES.map(({ id }, i) => ({
    rule: id,
    opened: of("opened", i + 2),
    clicked: of("clicked", i + 2),
  }));
}
