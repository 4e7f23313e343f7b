import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import type { Database } from "@/lib/server/database";
import { numbers } from "@/lib/server/literals";

const SHOWN = 20;
/** Of larger releases each address tells by itself what became of it. */
const MOST_FOLLOWED = 5_000;
const NAMED = 5;

/** What became of the addresses of a release since: counted as addresses. */
export interface Aftermath {
  /** Suppressed again, for whatever reason. */
  again: number;
  /** Not suppressed again, and had mail delivered. */
  delivered: number;
  /** Neither. */
  quiet: number;
  /** Some of those suppressed again, the quickest first; `after` in ms. */
  examples: { recipient: string; after: number }[];
}

export interface ReleaseRow {
  id: number;
  state: "running" | "done" | "undoing" | "undone";
  /** ms, when it was confirmed. */
  at: number;
  by: string;
  why: string;
  /** Leases and entries: confirmed, released so far, and taken back again. */
  items: number;
  released: number;
  undone: number;
  undoneBy: string | null;
  /** Of what was confirmed. */
  counts: Partial<Record<SuppressionReason, number>>;
  /** The address, where it is one only. */
  recipient: string | null;
  /** Null where it is too large to be followed here, or taken back. */
  aftermath: Aftermath | null;
}

/** The latest releases and what became of them. */
export async function releases(db: Database): Promise<{ releases: ReleaseRow[] }> {
  const rows = await db.suppressionRelease.findMany({
    where: { state: { not: "prepared" } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  const ids = rows.map(({ id }) => id);
  const [kinds, after] = await Promise.all([
    kindsOf(db, ids),
    aftermathsOf(
      db,
      rows
        .filter(({ state, items }) => (state === "done" || state === "running") && items <= MOST_FOLLOWED)
        .map(({ id }) => id),
    ),
  ]);
  return {
    releases: rows.map((row) => {
      const own = kinds.filter((kind) => kind.release === row.id);
      const names = new Set(own.flatMap((kind) => [kind.first, kind.last]));
      return {
        id: row.id,
        state: row.state as ReleaseRow["state"],
        at: row.startedAt?.getTime() ?? 0,
        by: row.preparedBy,
        why: row.reason,
        items: row.items,
        released: row.released,
        undone: row.undone,
        undoneBy: row.undoneBy,
        counts: Object.fromEntries(own.map(({ reason, n }) => [reason, n])),
        recipient: names.size === 1 ? ([...names][0] ?? null) : null,
        aftermath: after.get(row.id) ?? null,
      };
    }),
  };
}

const kindsOf = (db: Database, ids: number[]) =>
  db.$queryRaw<{ release: number; reason: SuppressionReason; n: number; first: string; last: string }[]>`
    select release, reason, count(*)::int as n, min(recipient) as first, max(recipient) as last
    from suppression_release_item where release = any(${numbers(ids)}::int[]) group by release, reason`;

interface Followed {
  release: number;
  recipient: string;
  released: Date;
  back: Date | null;
  delivered: boolean;
}

async function aftermathsOf(db: Database, ids: number[]): Promise<Map<number, Aftermath>> {
  const found = new Map<number, Aftermath>();
  if (ids.length === 0) return found;
  const rows = await db.$queryRaw<Followed[]>`
    with freed as (
      select release, address, min(recipient) as recipient, min(released_at) as released
      from suppression_release_item where release = any(${numbers(ids)}::int[]) and state = 'released'
      group by release, address),
    leased as (
      select f.release, f.address, l.cycle_start as back from freed f join lease l on l.address = f.address
      where l.cycle_start >= f.released),
    entered as (
      select f.release, f.address, min(e.since) as back from freed f
      join suppression_entry e on e.address = f.address and e.since >= f.released group by f.release, f.address),
    reached as (
      select distinct f.release, f.address from freed f join delivery d on d.address = f.address
      where d.at >= f.released and rank_of(d.verdict) = 4)
    select f.release, f.recipient, f.released, least(l.back, e.back) as back, r.address is not null as delivered
    from freed f left join leased l using (release, address) left join entered e using (release, address)
    left join reached r using (release, address)
    order by f.release, least(l.back, e.back) - f.released, f.address`;
  for (const { release, recipient, released, back, delivered } of rows) {
    const sum = found.get(release) ?? { again: 0, delivered: 0, quiet: 0, examples: [] };
    found.set(release, sum);
    if (back) {
      sum.again += 1;
      if (sum.examples.length < NAMED)
        sum.examples.push({ recipient, after: back.getTime() - released.getTime() });
    } else if (delivered) sum.delivered += 1;
    else sum.quiet += 1;
  }
  return found;
}
