import type { Growth } from "@/lib/core/list-health";
import type { Database } from "@/lib/server/database";
import type { ListKind } from "@/prisma/generated/enums";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const WEEKS = 12;
const RECENT = 28 * DAY;
/** 1970 began on a Thursday: the first Monday, in ms. */
const MONDAY = 4 * DAY;

/** Whom a list still reaches; counts of addresses. */
export interface Reach {
  people: number;
  /** Whose last mail bounced hard; and with them everybody who must not be mailed. */
  bounced: number;
  dead: number;
  /** Of the others: got mail and read none of it, by SILENT_DAYS. */
  silent: number[];
}

export interface ListHealthRow {
  /** 0: all lists together. */
  id: number;
  name: string;
  kind: ListKind;
  /** Subscriptions by week: who came, and who left and stayed away. */
  joined: number[];
  left: number[];
  /** The last 28 days. */
  recent: Growth;
  /** Subscribed now; of all lists together subscriptions. */
  now: number;
  /** Of all lists together everybody once; null where it was not counted yet. */
  reach: Reach | null;
}

export interface ListHealth {
  /** The Mondays (UTC) that the twelve weeks up to now begin with; the last week is not over. */
  weeks: string[];
  /** All lists together, then each that is in use, as recipients see them; empty where there is none. */
  rows: ListHealthRow[];
  /** When `reach` was counted; null: never yet. */
  countedAt: number | null;
}

type Counted = { list: number; week: number; n: number };

/**
 * How lists grow, who leaves, and whom they still reach. Weeks from the indexes on the times of subscriptions; a
 * subscription that was taken up again counts since it began. Reach as the background counted it.
 */
export async function listHealth(db: Database, now: number): Promise<ListHealth> {
  const first = now - ((now - MONDAY) % WEEK) - (WEEKS - 1) * WEEK;
  const [lists, reach] = await Promise.all([
    db.list.findMany({
      where: { archivedAt: null },
      select: { id: true, name: true, kind: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
    }),
    db.listHealth.findMany(),
  ]);
  const ids = lists.map(({ id }) => id);
  const week = `floor(extract(epoch from %s - $2::timestamp) / ${WEEK / 1000})::int`;
  const byWeek = (column: "since" | "left_at") =>
    db.$queryRawUnsafe<Counted[]>(
      `select list_id as list, ${week.replace("%s", column)} as week, count(*)::float8 as n from subscription
       where list_id = any($1::int[]) and ${column} >= $2::timestamp and ${column} <= $3::timestamp group by 1, 2`,
      ids,
      new Date(first),
      new Date(now),
    );
  const recently = new Date(now - RECENT);
  const [joined, left, counts] = await Promise.all([
    byWeek("since"),
    byWeek("left_at"),
    db.$queryRaw<({ list: number; now: number } & Growth)[]>`
      select list_id as list, (count(*) filter (where left_at is null))::float8 as now,
        (count(*) filter (where since < ${recently}::timestamp
          and (left_at is null or left_at >= ${recently}::timestamp)))::float8 as before,
        (count(*) filter (where since >= ${recently}::timestamp))::float8 as joined,
        (count(*) filter (where left_at >= ${recently}::timestamp))::float8 as left
      from subscription
      where list_id = any(${ids}::int[]) and (left_at is null or left_at >= ${recently}::timestamp) group by 1`,
  ]);
  const spread = (rows: Counted[], id: number) => {
    const weeks = Array<number>(WEEKS).fill(0);
    for (const row of rows) if (row.list === id) weeks[row.week] = row.n;
    return weeks;
  };
  const rows = lists.map(({ id, name, kind }): ListHealthRow => {
    const { list: _, now: people, ...recent } = counts.find(({ list }) => list === id) ?? NOTHING;
    const own = { joined: spread(joined, id), left: spread(left, id), recent, now: people };
    return { id, name, kind, ...own, reach: reachOf(reach, id) };
  });
  return {
    weeks: Array.from({ length: WEEKS }, (_, n) => new Date(first + n * WEEK).toISOString().slice(0, 10)),
    rows: rows.length === 0 ? [] : [together(rows, reachOf(reach, 0)), ...rows],
    countedAt: reach[0]?.countedAt.getTime() ?? null,
  };
}

const NOTHING = { list: 0, now: 0, before: 0, joined: 0, left: 0 };

function reachOf(rows: (Reach & { listId: number })[], id: number): Reach | null {
  const row = rows.find(({ listId }) => listId === id);
  return row ? { people: row.people, bounced: row.bounced, dead: row.dead, silent: row.silent } : null;
}

function together(rows: ListHealthRow[], reach: Reach | null): ListHealthRow {
  const sum = (of: (row: ListHealthRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const weeks = (of: "joined" | "left") => rows[0]!.joined.map((_, week) => sum((row) => row[of][week]!));
  return {
    ...{ id: 0, name: "All lists", kind: "marketing", joined: weeks("joined"), left: weeks("left") },
    recent: {
      before: sum(({ recent }) => recent.before),
      joined: sum(({ recent }) => recent.joined),
      left: sum(({ recent }) => recent.left),
    },
    now: sum((row) => row.now),
    reach,
  };
}
