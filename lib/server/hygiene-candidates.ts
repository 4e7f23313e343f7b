import type { Database } from "./database";

/** When the first bounce or complaint was that is kept; null where there is none. */
export async function firstBounce(db: Database): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    select least(
      (select min(at) from event where kind between 5 and 7), (select min(at) from event where kind = 11),
      (select min(since) from suppression_entry where reason = 'complaint')) as at`;
  return row?.at ?? null;
}

/** Who bounced (kinds 5 to 7) or complained (11) from `from` up to `to`, each once: read from the indexes of rare events. */
export async function bouncedOrComplained(db: Database, from: Date, to: Date): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ address: bigint }[]>`
    select address from event
    where kind between 5 and 7 and at >= ${from}::timestamp and at < ${to}::timestamp and recipient <> ''
    union select address from event
    where kind = 11 and at >= ${from}::timestamp and at < ${to}::timestamp and recipient <> ''
    union select address from suppression_entry
    where reason = 'complaint' and recipient not like '@%' and since >= ${from}::timestamp and since < ${to}::timestamp`;
  return rows.map((row) => row.address).sort((a, b) => (a < b ? -1 : 1));
}

/** Every address of the worklist, by key, a page at a time. */
export async function* listed(db: Database, page: number): AsyncGenerator<bigint[]> {
  let after: bigint | null = null;
  for (;;) {
    const rows: { address: bigint }[] = await db.hygieneItem.findMany({
      where: after === null ? {} : { address: { gt: after } },
      orderBy: { address: "asc" },
      select: { address: true },
      take: page,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.address);
    after = last.address;
  }
}
