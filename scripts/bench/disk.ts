import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, rounded } from "./measure";

/** Bytes on disk of each delivery: rows, keys, log, rollups, leases. */
export async function disk(db: PrismaClient, deliveries: number): Promise<Figure[]> {
  const rows = await db.$queryRaw<{ name: string; bytes: number }[]>`
    select case when c.relname like 'per_%' then 'rollups'
        when c.relname in ('suppression_fact', 'lease') then 'leases and their facts'
        when c.relname like 'event_%' then case part when 'rows' then 'log' else 'indexes of the log' end
        else case part when 'rows' then 'deliveries' else 'indexes of the deliveries' end end as name,
      (sum(bytes) / (select count(*) from delivery))::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (values ('rows', pg_table_size(c.oid)), ('indexes', pg_indexes_size(c.oid))) of (part, bytes)
    where n.nspname = 'public' and c.relkind = 'r'
      and (c.relname ~ '^(event|per)_' or c.relname in ('delivery', 'suppression_fact', 'lease'))
    group by 1 order by 2 desc`;
  const total = rows.reduce((sum, row) => sum + row.bytes, 0);
  return [{ name: "all", bytes: total }, ...rows].map(({ name, bytes }) => ({
    ...{ what: `disk for one delivery: ${name}`, value: rounded(bytes), unit: "bytes", deliveries },
  }));
}
