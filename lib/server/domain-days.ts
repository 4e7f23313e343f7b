import { type CountRow, packCounts } from "@/lib/core/packed-counts";
import type { PrismaClient } from "@/prisma/generated/client";
import { poolOf } from "./database";
import type { Check } from "./recount";

const DAY = 86_400_000;
/** In one run: a year that came in at once takes some minutes. */
const DAYS_AT_ONCE = 100;
/** Bytes of packed days that a process remembers: a year of ten million mails takes four millions of them. */
const MOST_REMEMBERED = 64_000_000;

/** What `per_domain` counts, in the order in which a day of it is packed. */
export const COLUMNS = [
  ...(["suppressed", "delivered", "soft", "spam", "hard", "deferred", "asynchronous"] as const),
  ...(["complained", "unsubscribed"] as const),
];

/** A day at one version of it: no two states of a day have the same. */
interface Packed {
  version: string;
  bytes: Buffer;
}

const ROWS = `
select version, sender, domain, ${COLUMNS.join(", ")} from domain_day left join per_domain using (day)
where day = $1 order by sender, domain`;

/** A day as it is now. */
async function pack(db: PrismaClient, day: number): Promise<Packed> {
  type Row = [version: string, ...(CountRow | [null, null])];
  const { rows } = await poolOf(db).query<Row>({ text: ROWS, values: [day], rowMode: "array" });
  const counted = rows.flatMap(([, ...row]) =>
    row.slice(2).some((count) => count !== 0 && count !== null) ? [row as CountRow] : [],
  );
  return { version: rows[0]![0], bytes: Buffer.from(packCounts(counted)) };
}

/**
 * Packs the UTC days before that of `now` whose counts by recipient domain have changed since: reports over thousands of
 * domains read a packed day in a tenth of the time. Others may write meanwhile: what is packed holds for the version of
 * the day that it was read at. Returns how many days are left for the next time.
 */
export async function packDomainDays(db: PrismaClient, now: Date, most = DAYS_AT_ONCE): Promise<number> {
  const stale = await db.$queryRaw<{ day: number }[]>`
    select day from domain_day where day < ${Math.floor(now.getTime() / DAY)} and version is distinct from packed_version
    order by day desc`;
  for (const { day } of stale.slice(0, most)) {
    const { version, bytes } = await pack(db, day);
    await db.$executeRaw`
      update domain_day set packed = ${bytes}, packed_version = ${version}::uuid where day = ${day}`;
  }
  return Math.max(stale.length - most, 0);
}

/** In one place for all routes: each may have a copy of this module. */
const state = globalThis as { reputeDomainDays?: WeakMap<PrismaClient, Map<number, Packed>> };
state.reputeDomainDays ??= new WeakMap();
const remembered = state.reputeDomainDays;

const READ = `
select d.day, d.version, packed_version is not distinct from d.version, case when known is null then packed end
from domain_day d left join unnest($3::int[], $4::uuid[]) as known (day, version)
  on known.day = d.day and known.version = d.version
where d.day >= $1 and d.day < $2`;

/**
 * What is counted by recipient domain on each of the UTC days [from, to) that has mail, packed; null where a day has
 * changed since it was. What this process has read before is not fetched again: a version says which bytes they are.
 */
export async function packedDays(
  db: PrismaClient,
  from: number,
  to: number,
): Promise<Map<number, Buffer | null>> {
  const known = remembered.get(db) ?? new Map<number, Packed>();
  remembered.set(db, known);
  const there = [...known].filter(([day]) => day >= from && day < to);
  const { rows } = await poolOf(db).query<
    [day: number, version: string, holds: boolean, bytes: Buffer | null]
  >({
    ...{ name: "packed-days", text: READ, rowMode: "array" },
    values: [from, to, there.map(([day]) => day), there.map(([, { version }]) => version)],
  });
  const versions = new Map(there);
  const days = new Map<number, Buffer | null>();
  for (const [day, version, holds, fetched] of rows) {
    const bytes = holds ? (fetched ?? versions.get(day)!.bytes) : null;
    days.set(day, bytes);
    if (bytes && fetched) known.set(day, { version, bytes });
  }
  const size = [...known.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > MOST_REMEMBERED) known.clear();
  return days;
}

/** What {@link packDomainDays} has packed and what holds of it beside the same packed anew; others may write meanwhile. */
export async function compareDomainDays(db: PrismaClient): Promise<Check & { days: number[] }> {
  const kept = await db.$queryRaw<
    { day: number }[]
  >`select day from domain_day where packed_version = version`;
  const missing = await db.$queryRaw<{ day: number }[]>`
    select distinct day from per_domain where day not in (select day from domain_day)`;
  const check = { name: "domain_day", checked: missing.length, wrong: 0, unchecked: 0 };
  const days = missing.map(({ day }) => day);
  for (const { day } of kept) {
    const [held] = await db.$queryRaw<Packed[]>`
      select version::text, packed as bytes from domain_day where day = ${day} and packed_version = version`;
    const { version, bytes } = await pack(db, day);
    // It has changed since.
    if (held?.version !== version) continue;
    check.checked++;
    if (!bytes.equals(held.bytes)) days.push(day);
  }
  return { ...check, wrong: days.length, days };
}

/** Has the rows read of days that are packed wrong, until they are packed anew. */
export async function forgetWrongDays(db: PrismaClient): Promise<void> {
  const { days } = await compareDomainDays(db);
  await db.$executeRaw`
    insert into domain_day (day, version) select day, gen_random_uuid() from unnest(${days}::int[]) as day order by day
    on conflict (day) do update set version = excluded.version`;
}
