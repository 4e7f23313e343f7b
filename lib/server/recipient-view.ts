import type { Change, Preferences } from "@/lib/core/preferences";
import type { List, Subscriber } from "@/prisma/generated/client";
import type { Statements } from "./statements";

/** Everything that a recipient's page shows. Lists in their order, archived ones included. */
export interface RecipientView extends Preferences {
  subscriber: Pick<Subscriber, "id" | "address" | "recipient">;
  lists: Omit<List, "createdAt" | "importId">[];
  /** The last row of the ledger that is this person's own decision. */
  latest: Change | null;
  /** What keeps mail from this person by an own decision: without an end, or until then (ms). */
  standing: { id: number; listId: number; until: number | null }[];
}

/** Of the entries that a person's own decisions make. */
export const REASON = "unsubscribe";
/** What a decision of the person's own is, and what only goes with one. */
export const NO_DECISION = "said";

interface PersonRow {
  id: string;
  address: bigint;
  recipient: string;
  cap: number;
  change: bigint | null;
  at: Date | null;
  listId: number;
  action: Change["action"];
  until: Date | null;
  days: number;
  wasDays: number;
}

interface EntryRow {
  id: number;
  listId: number;
  until: Date | null;
  endedAt: Date | null;
}

type ListRow = RecipientView["lists"][number] & { since: Date | null; leftAt: Date | null; byFile: boolean };

/** The preferences of a person as they are at `now`; null when nobody has this id. */
export async function recipientView(
  db: Statements,
  subscriberId: string,
  now: Date,
): Promise<RecipientView | null> {
  const [person] = await db.$queryRaw<PersonRow[]>`
    select s.id, s.address, s.recipient, coalesce(cap.days, 0) as cap, last.id as change, last.at, last.list_id as "listId",
      last.action, last.until, last.days, last.was_days as "wasDays"
    from subscriber s left join mail_cap cap on cap.address = s.address left join lateral (
      select * from preference_change c
      where c.subscriber_id = s.id and door not in ('import', 'admin') and action <> ${NO_DECISION}
      order by c.id desc limit 1
    ) last on true where s.id = ${subscriberId}`;
  if (!person) return null;
  const entries = await db.$queryRaw<EntryRow[]>`
    select id, list_id as "listId", until, ended_at as "endedAt" from suppression_entry
    where address = ${person.address} and reason = ${REASON} and (ended_at is null or list_id = 0 and until is null)
    order by id`;
  const rows = await listsOf(db, subscriberId);
  const { id, address, recipient, cap } = person;
  const stop = entries.findLast(({ listId, until }) => listId === 0 && until === null);
  const standing = entries
    .filter(({ endedAt, until }) => endedAt === null && (until === null || until > now))
    .map(({ id, listId, until }) => ({ id, listId, until: until?.getTime() ?? null }));
  return {
    subscriber: { id, address, recipient },
    lists: rows.map(({ since, leftAt, byFile, ...list }) => list),
    memberships: rows.map(({ id: listId, kind, since, leftAt, byFile }) => ({
      listId,
      marketing: kind === "marketing",
      since: since?.getTime() ?? null,
      leftAt: leftAt?.getTime() ?? null,
      leftByFile: byFile,
    })),
    pauses: standing.flatMap(({ listId, until }) => (until === null ? [] : { listId, until })),
    stopped: stop !== undefined && stop.endedAt === null,
    resumedAt: stop?.endedAt?.getTime() ?? null,
    cap,
    latest: changeOf(person),
    standing,
  };
}

/** Every list, with what this person is to it; `byFile`: a file had the last word about it, and said that they left. */
async function listsOf(db: Statements, subscriberId: string): Promise<ListRow[]> {
  return db.$queryRaw<ListRow[]>`
    with word as (
      select distinct on (list_id) list_id, action, door from preference_change
      where subscriber_id = ${subscriberId} and action in ('left', 'joined', 'withdrawn') order by list_id, id desc
    )
    select l.id, l.name, l.description, l.rhythm, l.kind, l.position, l.archived_at as "archivedAt", l.section, l.public,
      l.translations, l.basis, s.since, s.left_at as "leftAt",
      coalesce(word.action = 'left' and word.door = 'import', false) as "byFile"
    from list l left join subscription s on s.list_id = l.id and s.subscriber_id = ${subscriberId}
      left join word on word.list_id = l.id
    order by l.position, l.id`;
}

function changeOf({ change, at, listId, action, until, days, wasDays }: PersonRow): Change | null {
  if (change === null || at === null) return null;
  return { id: change, at: at.getTime(), listId, action, until: until?.getTime() ?? null, days, wasDays };
}
