import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { endEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

/** The source of an import that says who joined or left a list. */
export const PEOPLE = "people";
const AT_ONCE = 1_000;

interface Said {
  id: bigint;
  subscriberId: string;
  address: bigint;
  listId: number;
  action: "joined" | "left";
  /** Who was off the list before the file said so is off it again. */
  wasOn: boolean;
}

/**
 * Takes back what a file said of people and a list, a thousand in a transaction: who joined by it is off the list, who left
 * by it is on it as before. Whoever has decided about the list since, or about all lists, stays as they decided. The
 * ledger keeps what the file said, and that it was taken back. Broken off, it goes on when called again.
 * @returns of how many people it took something back
 */
export async function takeBackPeople(db: PrismaClient, importId: number, now: Date): Promise<number> {
  for (let people = 0, after = 0n; ; ) {
    const rows = await db.preferenceChange.findMany({
      where: { importId, id: { gt: after } },
      orderBy: { id: "asc" },
      take: AT_ONCE,
      select: { id: true },
    });
    const last = rows.at(-1);
    if (!last) return people;
    const ids = rows.map(({ id }) => id);
    people += await inTransaction(db, (tx) => takeBack(tx, importId, ids, now));
    after = last.id;
  }
}

async function takeBack(
  tx: Prisma.TransactionClient,
  importId: number,
  ids: bigint[],
  now: Date,
): Promise<number> {
  // Whoever decides holds this row; what they have committed is seen by the statements after.
  await tx.$queryRaw`
    select 1 from subscriber where id in (select subscriber_id from preference_change where id = any(${ids}::bigint[]))
    order by address for update`;
  const said = await standingWords(tx, ids);
  for (const listId of new Set(said.map((row) => row.listId))) {
    const here = said.filter((row) => row.listId === listId);
    const of = (rows: Said[]) => ({ listId, subscriberId: { in: rows.map((row) => row.subscriberId) } });
    const left = here.filter((row) => row.action === "left");
    const off = here.filter((row) => !row.wasOn);
    const on = left.filter((row) => row.wasOn);
    await tx.subscription.deleteMany({ where: of(off) });
    await tx.subscription.updateMany({ where: of(on), data: { leftAt: null } });
    const entries = await tx.suppressionEntry.findMany({
      where: { importId, reason: "unsubscribe", listId, address: { in: left.map((row) => row.address) } },
      select: { id: true },
    });
    await endEntries(
      tx,
      entries.map(({ id }) => id),
      now,
    );
  }
  await tx.preferenceChange.createMany({
    data: said.map(({ id, subscriberId, listId }) => ({
      ...{ at: now, subscriberId, listId, action: "withdrawn", door: "admin", undoes: id },
    })),
  });
  return said.length;
}

/**
 * Of these words of a file those after which nobody has decided about their list. Whom the file brought had their
 * subscription end as it began; all others who left by it were on the list, unless by a file that is taken back, too.
 */
const standingWords = (tx: Prisma.TransactionClient, ids: bigint[]): Promise<Said[]> =>
  tx.$queryRaw<Said[]>`
    select c.id, c.subscriber_id as "subscriberId", p.address, c.list_id as "listId", c.action,
      c.action = 'left' and s.since <> s.left_at and not exists (
        select from preference_change w
        where w.subscriber_id = c.subscriber_id and w.list_id = c.list_id and w.id < c.id and w.action = 'joined'
          and w.import in (select id from import where source = ${PEOPLE} and state in ('undoing', 'undone'))
      ) as "wasOn"
    from preference_change c
    join subscriber p on p.id = c.subscriber_id
    join subscription s on s.subscriber_id = c.subscriber_id and s.list_id = c.list_id
    where c.id = any(${ids}::bigint[]) and not exists (
      select from preference_change later
      where later.subscriber_id = c.subscriber_id and later.id > c.id and later.list_id in (0, c.list_id)
        and later.action in ('left', 'joined', 'withdrawn'))
    order by c.id`;
