import { countDays, dayNumber, type LocalDay } from "@/lib/core/buckets";
import { PERSON, type Reader } from "@/lib/core/engagement/reader-rules";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import { ofSenders, runsOf } from "./quarters";
import { senderIds } from "./senders";

/** Delivered mail that was opened, clicked: by anybody, and by people (lib/core/engagement/reader-rules.ts). */
export interface Readings {
  opened: number;
  clicked: number;
  openedByPeople: number;
  clickedByPeople: number;
}

export interface ReadingRow {
  /** Place of its day. */
  bucket: number;
  opened: Reader;
  clicked: Reader;
  n: number;
}

export const noReadings = (): Readings => ({ opened: 0, clicked: 0, openedByPeople: 0, clickedByPeople: 0 });

/** Adds to `to` what a row counts. */
export function addReading(to: Readings, { opened, clicked, n }: Omit<ReadingRow, "bucket">): void {
  if (opened > 0) to.opened += n;
  if (clicked > 0) to.clicked += n;
  if (opened === PERSON) to.openedByPeople += n;
  if (clicked === PERSON) to.clickedByPeople += n;
}

/** Who read the mail of each of these consecutive local days. */
export async function readingsOfDays(
  db: Database,
  days: LocalDay[],
  sender: string | null,
): Promise<ReadingRow[]> {
  const runs = runsOf(days);
  const senders = await senderIds(db, sender);
  const rollup = senders
    ? Prisma.sql`(select * from per_reading where sender = any(${senders}::int[])) of_sender`
    : Prisma.sql`per_reading_all`;
  return db.$queryRaw<ReadingRow[]>`
    select first + (quarter - start) / length as bucket, opened, clicked, sum(n)::float8 as n
    from unnest(${runs.map((run) => run.start)}::int[], ${runs.map((run) => run.end)}::int[],
      ${runs.map((run) => run.length)}::int[], ${runs.map((run) => run.first)}::int[]) run (start, "end", length, first)
    join ${rollup} on quarter >= start and quarter < "end"
    group by 1, 2, 3 having sum(n) > 0`;
}

export interface ProviderReadings extends Readings {
  /** As `providerOf` names it. */
  name: string;
  delivered: number;
}

/** By mailbox provider, most mail first; the filter's days are taken as UTC days. */
export async function readingsByProvider(db: Database, filter: Filter): Promise<ProviderReadings[]> {
  const first = dayNumber(filter.from) / 86_400_000;
  const end = first + countDays(filter.from, filter.to);
  const senders = ofSenders(await senderIds(db, filter.sender));
  const [mail, read] = await Promise.all([
    db.$queryRaw<{ name: string; delivered: number }[]>`
      select provider as name, sum(delivered)::float8 as delivered from per_provider
      where day >= ${first} and day < ${end} ${senders} group by 1 having sum(delivered) > 0 order by 2 desc, 1`,
    db.$queryRaw<(Omit<ReadingRow, "bucket"> & { name: string })[]>`
      select provider as name, opened, clicked, sum(n)::float8 as n from per_reading_provider
      where day >= ${first} and day < ${end} ${senders} group by 1, 2, 3 having sum(n) > 0`,
  ]);
  const rows = mail.map((row): ProviderReadings => ({ ...row, ...noReadings() }));
  const byName = new Map(rows.map((row) => [row.name, row]));
  for (const one of read) {
    const row = byName.get(one.name);
    if (row) addReading(row, one);
  }
  return rows;
}
