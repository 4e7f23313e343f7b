import type { Filter } from "@/lib/core/filter";
import { checkAddresses } from "@/lib/server/check";
import { series } from "@/lib/server/reports/series";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Plan } from "./generate";
import { type Figure, percentiles, rounded } from "./measure";

const DAY = 86_400_000;
const ZONE = "Asia/Kolkata";

/** The chart that every visit begins with, beside the same question put to the deliveries themselves. */
export async function charts(db: PrismaClient, { start, days }: Plan): Promise<Figure[]> {
  const end = start + days * DAY;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const filter: Filter = {
    from: day(end - 90 * DAY),
    to: day(end - DAY),
    tz: ZONE,
    sender: null,
    preset: null,
  };
  const raw = () =>
    db.$queryRawUnsafe(
      `select date_trunc('day', at at time zone 'UTC' at time zone '${ZONE}') as day, rank_of(verdict) as outcome,
       count(*)::int, count(*) filter (where seen & 2048 > 0)::int as complained
     from delivery where at >= $1::timestamp and at < $2::timestamp group by 1, 2`,
      new Date(end - 90 * DAY),
      new Date(end),
    );
  return [
    ...(await percentiles("chart of 90 days, with the 90 before", 60, () => series(db, filter, end))),
    ...(await percentiles("the 90 days by a scan of deliveries", 7, raw)),
  ];
}

/** Whether an address may be mailed: half of those asked for are on the list. */
export async function lookUps(db: PrismaClient, { start, days }: Plan): Promise<Figure[]> {
  const known = await db.lease.findMany({
    take: 300,
    orderBy: { address: "asc" },
    select: { recipient: true },
  });
  const addresses = known.flatMap(({ recipient }, i) => [recipient, `nobody${i}@example.org`]);
  const options = { now: new Date(start + (days / 2) * DAY), record: false };
  return percentiles("look-up of one address", addresses.length, (i) =>
    checkAddresses(db, [addresses[i % addresses.length]!], options),
  );
}

/** Bytes on disk of each delivery, indexes included. */
export async function disk(db: PrismaClient): Promise<Figure[]> {
  const rows = await db.$queryRaw<{ name: string; bytes: number }[]>`
    select case when c.relname like 'event_%' then 'event log' when c.relname like 'per_%' then 'rollups'
        else c.relname end as name,
      (sum(pg_total_relation_size(c.oid)) / (select count(*) from delivery))::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'
      and (c.relname ~ '^(event|per)_' or c.relname in ('delivery', 'suppression_fact', 'lease'))
    group by 1 order by 2 desc`;
  const total = rows.reduce((sum, row) => sum + row.bytes, 0);
  const note = rows.map(({ name, bytes }) => `${name} ${Math.round(bytes)}`).join(", ");
  return [{ what: "disk for one delivery", value: rounded(total), unit: "bytes", note }];
}
