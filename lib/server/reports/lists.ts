import type { Translations } from "@/lib/core/list";
import type { Database } from "@/lib/server/database";
import type { ListKind } from "@/prisma/generated/enums";

const DAY = 86_400_000;

export interface ListRow {
  id: number;
  name: string;
  description: string;
  rhythm: string;
  kind: ListKind;
  position: number;
  archived: boolean;
  /** The heading under which recipients see it; empty: none. */
  section: string;
  /** Shown to everyone; else only to those who are or were on it. */
  public: boolean;
  translations: Translations;
  /** Why the organisation may write to it, see BASES. */
  basis: string;
  /** Subscribed now. */
  people: number;
  /** In the last 28 days, by subscription: who came and stayed, who left and stayed away. */
  joined: number;
  left: number;
}

export interface Lists {
  /** In the order in which recipients see them. */
  lists: ListRow[];
  /** People on at least one list that is in use. */
  people: number;
  /** In the last 28 days, over all lists: subscriptions that ended, and decisions that were taken back. */
  left: number;
  undone: number;
}

export async function lists(db: Database, now: number): Promise<Lists> {
  const since = new Date(now - 28 * DAY);
  const [rows, counts, [whole]] = await Promise.all([
    db.list.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] }),
    db.$queryRaw<{ list: number; people: number; joined: number; left: number }[]>`
      select list_id as list, (count(*) filter (where left_at is null))::float8 as people,
        (count(*) filter (where left_at is null and since >= ${since}::timestamp))::float8 as joined,
        (count(*) filter (where left_at >= ${since}::timestamp))::float8 as left
      from subscription group by 1`,
    db.$queryRaw<{ people: number; undone: number }[]>`
      select
        (select count(distinct subscriber_id)::float8 from subscription join list on list.id = list_id
          where left_at is null and archived_at is null) as people,
        (select count(*)::float8 from preference_change where at >= ${since}::timestamp and undoes is not null and door <> 'admin') as undone`,
  ]);
  const byList = new Map(counts.map(({ list, ...rest }) => [list, rest]));
  return {
    lists: rows.map(({ archivedAt, createdAt: _, importId: __, translations, ...list }) => ({
      ...list,
      translations: translations as Translations,
      archived: archivedAt !== null,
      ...(byList.get(list.id) ?? { people: 0, joined: 0, left: 0 }),
    })),
    people: whole?.people ?? 0,
    left: counts.reduce((sum, { left }) => sum + left, 0),
    undone: whole?.undone ?? 0,
  };
}
