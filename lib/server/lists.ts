import type { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { type ListFields, type ListTexts, textsIn } from "@/lib/core/list";
import type { Language } from "@/lib/core/recipient-words/words";
import type { List, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Statements } from "./statements";
import { inTransaction } from "./transaction";

type Fields = z.output<typeof ListFields>;

/** What recipients of this language read about a list. @throws Error where there is none */
export async function textsOfList(db: Statements, id: number, language: Language): Promise<ListTexts> {
  const [list] = await db.$queryRaw<(ListTexts & { translations: unknown })[]>`
    select name, description, rhythm, section, translations from list where id = ${id}`;
  if (!list) throw new Error(`There is no list ${id}`);
  return textsIn(list, language);
}

/** Creates a list, the last in order. */
export async function createList(db: PrismaClient, fields: Fields, actor: string, now: Date): Promise<List> {
  return inTransaction(db, async (tx) => {
    const { _max } = await tx.list.aggregate({ _max: { position: true } });
    const list = await tx.list.create({
      data: { ...fields, position: (_max.position ?? 0) + 1, createdAt: now },
    });
    await audit(tx, { actor, action: "list.created", subject: `list ${list.id}`, detail: fields }, now);
    return list;
  });
}

/**
 * Changes what is written about a list, or archives or restores it. Links of an archived list keep working.
 * @throws Refusal "conflict" when a list that people can leave would become one that they cannot.
 */
export async function changeList(
  db: PrismaClient,
  id: number,
  { archived, ...fields }: Partial<Fields> & { archived?: boolean },
  actor: string,
  now: Date,
): Promise<List> {
  return inTransaction(db, async (tx) => {
    const before = await tx.list.findUnique({ where: { id } });
    if (!before) throw new Refusal("not-found", "There is no such list.");
    const closes = fields.kind === "transactional" && before.kind === "marketing";
    if (closes && (await tx.subscription.count({ where: { listId: id } })) > 0) {
      throw new Refusal(
        "conflict",
        "People on this list may leave it. Make a new list for transactional mail.",
        "kind",
      );
    }
    const archivedAt = archived === undefined ? undefined : archived ? (before.archivedAt ?? now) : null;
    const list = await tx.list.update({ where: { id }, data: { ...fields, archivedAt } });
    await audit(
      tx,
      { actor, action: "list.changed", subject: `list ${id}`, detail: { before, after: list } },
      now,
    );
    return list;
  });
}

/** Sets the order in which recipients see the lists: those named first, the others behind them as they were. */
export async function orderLists(db: PrismaClient, ids: number[], actor: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const lists = await tx.list.findMany({
      select: { id: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
    });
    const known = lists.map((list) => list.id);
    if (ids.some((id) => !known.includes(id))) throw new Refusal("not-found", "There is no such list.");
    const order = [...new Set([...ids, ...known])];
    for (const [index, id] of order.entries()) {
      await tx.list.update({ where: { id }, data: { position: index + 1 } });
    }
    await audit(tx, { actor, action: "lists.ordered", subject: "lists", detail: { order } }, now);
  });
}
