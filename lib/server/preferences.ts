import { domainOf } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { type Change, type Decision, decide, type Effect, type Preferences } from "@/lib/core/preferences";
import type { List, Prisma, PrismaClient, Subscriber } from "@/prisma/generated/client";
import type { Database } from "./database";
import { inTransaction } from "./transaction";

/** Everything that a recipient's page shows. Lists in their order, archived ones included. */
export interface RecipientView extends Preferences {
  subscriber: Subscriber;
  lists: List[];
  /** The last row of the ledger that is this person's own decision. */
  latest: Change | null;
}

const REASON = "unsubscribe";

/** The preferences of a person as they are now; null when nobody has this id. */
export async function recipientView(db: Database, subscriberId: string): Promise<RecipientView | null> {
  const subscriber = await db.subscriber.findUnique({
    where: { id: subscriberId },
    include: {
      subscriptions: true,
      changes: { where: { door: { not: "import" } }, orderBy: { id: "desc" }, take: 1 },
    },
  });
  if (!subscriber) return null;
  const lists = await db.list.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  const stop = await db.suppressionEntry.findFirst({
    where: { address: subscriber.address, reason: REASON, listId: 0 },
    orderBy: { id: "desc" },
  });
  const [latest] = subscriber.changes;
  return {
    subscriber,
    lists,
    memberships: lists.map((list) => {
      const row = subscriber.subscriptions.find((one) => one.listId === list.id);
      const [since, leftAt] = [row?.since.getTime() ?? null, row?.leftAt?.getTime() ?? null];
      return { listId: list.id, marketing: list.kind === "marketing", since, leftAt };
    }),
    stopped: stop !== null && stop.endedAt === null,
    resumedAt: stop?.endedAt?.getTime() ?? null,
    latest: latest ? { ...latest, at: latest.at.getTime(), action: latest.action as Change["action"] } : null,
  };
}

/**
 * Carries out what a person decided: subscriptions, suppressions and one row of the ledger, in one transaction. In
 * force for the next look-up. Deciding what is so already changes nothing, nor does undoing a change that is no longer
 * the latest.
 * @returns the id of the ledger's row, or null when nothing changed.
 * @throws Refusal "not-found" for an unknown person or list, "conflict" for a transactional list.
 */
export async function changePreferences(
  db: PrismaClient,
  subscriberId: string,
  decision: Decision,
  door: "one-click" | "page",
  now: Date,
): Promise<bigint | null> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`select 1 from subscriber where id = ${subscriberId} for update`;
    const view = await recipientView(tx, subscriberId);
    if (!view) throw new Refusal("not-found", "There is no such person.");
    if ("listId" in decision) refuseUnlessLeavable(view.lists, decision.listId);
    if (decision.kind === "undo" && decision.change.id !== view.latest?.id) return null;
    const effect = decide(view, decision);
    if (!effect) return null;
    await changeSubscriptions(tx, subscriberId, effect, now);
    await changeSuppressions(tx, view.subscriber, effect, now);
    const undoes = decision.kind === "undo" ? decision.change.id : null;
    const row = await tx.preferenceChange.create({
      data: { at: now, subscriberId, ...effect.ledger, door, undoes },
    });
    return row.id;
  });
}

function refuseUnlessLeavable(lists: List[], listId: number): void {
  const list = lists.find((one) => one.id === listId);
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional") throw new Refusal("conflict", `${list.name} is always on.`);
}

async function changeSubscriptions(
  tx: Prisma.TransactionClient,
  subscriberId: string,
  { leave, join }: Effect,
  now: Date,
): Promise<void> {
  const row = (listId: number, leftAt: Date | null) => ({ subscriberId, listId, since: now, leftAt });
  const data = [...leave.map((listId) => row(listId, now)), ...join.map((listId) => row(listId, null))];
  const { subscription } = tx;
  await subscription.updateMany({
    where: { subscriberId, listId: { in: leave }, leftAt: null },
    data: { leftAt: now },
  });
  await subscription.updateMany({ where: { subscriberId, listId: { in: join } }, data: { leftAt: null } });
  await subscription.createMany({ data, skipDuplicates: true });
}

async function changeSuppressions(
  tx: Prisma.TransactionClient,
  { address, recipient }: Subscriber,
  { suppress, lift }: Effect,
  now: Date,
): Promise<void> {
  const open = { address, reason: REASON, endedAt: null };
  const standing = await tx.suppressionEntry.findMany({ where: { ...open, listId: { in: suppress } } });
  const missing = suppress.filter((listId) => standing.every((entry) => entry.listId !== listId));
  const entry = { ...open, recipient, domain: domainOf(recipient), since: now };
  await tx.suppressionEntry.createMany({ data: missing.map((listId) => ({ ...entry, listId })) });
  await tx.suppressionEntry.updateMany({ where: { ...open, listId: { in: lift } }, data: { endedAt: now } });
}
