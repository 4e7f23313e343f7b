import { Refusal } from "@/lib/core/error";
import type { LeaveReason } from "@/lib/core/leave-reasons";
import { type Decision, decide, type Effect } from "@/lib/core/preferences";
import type { Agent } from "@/lib/core/visitor";
import type { PreferenceChange, PrismaClient } from "@/prisma/generated/client";
import { booleans, numbers } from "./literals";
import { NO_DECISION, REASON, type RecipientView, recipientView } from "./recipient-view";
import { inDriverTransaction, type Statements } from "./statements";
import { addEntries, endEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

/** By which way a decision came. */
export interface Origin {
  door: "one-click" | "mailto" | "page" | "confirmed";
  /** Language and version of the text that was read; none was by one-click and mailto. */
  wording?: string;
  /** The mail whose link it was; 0: not known. */
  mailingId?: number;
  /** From where, see lib/core/visitor.ts. */
  network?: string;
  agent?: Agent;
  /** The text that was agreed to. */
  consentId?: number;
  /** When it was asked for, where that was before we heard of it. */
  askedAt?: Date;
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
  { askedAt, ...origin }: Origin,
  now: Date,
): Promise<bigint | null> {
  const begun = performance.now() - (askedAt ? Math.max(0, now.getTime() - askedAt.getTime()) : 0);
  return inDriverTransaction(db, async (tx) => {
    await lockPerson(tx, subscriberId);
    const view = await recipientView(tx, subscriberId, now);
    if (!view) throw new Refusal("not-found", "There is no such person.");
    if ("listId" in decision && decision.listId !== 0) refuseUnlessLeavable(view.lists, decision.listId);
    if (decision.kind === "undo" && decision.change.id !== view.latest?.id) return null;
    const effect = decide(view, decision);
    if (!effect) return null;
    await changeSubscriptions(tx, subscriberId, effect, now);
    await changeSuppressions(tx, view, effect, now);
    if (effect.cap !== undefined) await changeCap(tx, view.subscriber, effect.cap);
    const undoes = decision.kind === "undo" ? decision.change.id : null;
    const { until, ...ledger } = effect.ledger;
    const ends = until === undefined ? null : new Date(until);
    const basis = view.lists.find(({ id }) => id === ledger.listId)?.basis ?? "";
    // The last statement: what is left to wait for is the commit.
    const honouredMs = BigInt(Math.round(performance.now() - begun));
    return write(tx, { at: now, subscriberId, ...ledger, until: ends, ...origin, undoes, basis, honouredMs });
  });
}

/** As long as the transaction lasts nobody else decides for this person. */
async function lockPerson(tx: Statements, subscriberId: string): Promise<void> {
  await tx.$queryRaw`select 1 from subscriber where id = ${subscriberId} for update`;
}

type LedgerRow = Pick<PreferenceChange, "at" | "subscriberId" | "listId" | "action" | "until" | "undoes"> &
  Pick<PreferenceChange, "basis" | "honouredMs"> &
  Omit<Origin, "askedAt"> & { days?: number; wasDays?: number };

/** @returns the number of the new row of the ledger */
async function write(tx: Statements, row: LedgerRow): Promise<bigint> {
  const { wording = "", mailingId = 0, network = "", agent = "", consentId = 0, days = 0, wasDays = 0 } = row;
  const [added] = await tx.$queryRaw<{ id: bigint }[]>`
    insert into preference_change (at, subscriber_id, list_id, action, door, undoes, wording, mailing_id, until, basis,
      network, agent, days, was_days, consent_id, honoured_ms)
    values (${row.at}::timestamp, ${row.subscriberId}, ${row.listId}, ${row.action}, ${row.door}, ${row.undoes}, ${wording},
      ${mailingId}, ${row.until}::timestamp, ${row.basis}, ${network}, ${agent}, ${days}, ${wasDays}, ${consentId},
      ${row.honouredMs})
    returning id`;
  return added!.id;
}

/** Notes why somebody left a list, or all of them (0), once for each time that they left. Asked of nobody who did not. */
export async function sayWhy(
  db: PrismaClient,
  subscriberId: string,
  listId: number,
  reason: LeaveReason,
  { askedAt: _, ...origin }: Origin,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockPerson(tx, subscriberId);
    const last = await tx.preferenceChange.findFirst({
      where: { subscriberId, listId },
      orderBy: { id: "desc" },
    });
    if (last?.action === "left" || (last?.action === NO_DECISION && last.reason !== reason))
      await tx.preferenceChange.create({
        data: { at: now, subscriberId, listId, action: NO_DECISION, reason, ...origin },
      });
  });
}

function refuseUnlessLeavable(lists: RecipientView["lists"], listId: number): void {
  const list = lists.find((one) => one.id === listId);
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional") throw new Refusal("conflict", `${list.name} is always on.`);
}

/** A list that was left before keeps the time of that. */
async function changeSubscriptions(
  tx: Statements,
  subscriberId: string,
  { leave, join }: Effect,
  now: Date,
): Promise<void> {
  if (leave.length + join.length === 0) return;
  await tx.$executeRaw`
    insert into subscription as s (subscriber_id, list_id, since, left_at)
    select ${subscriberId}, list, ${now}::timestamp, case when goes then ${now}::timestamp end
    from unnest(${numbers([...leave, ...join])}::int[],
      ${booleans([...leave.map(() => true), ...join.map(() => false)])}::boolean[]) u (list, goes)
    on conflict (subscriber_id, list_id) do update set left_at = excluded.left_at
    where excluded.left_at is null or s.left_at is null`;
}

async function changeSuppressions(
  tx: Statements,
  { subscriber: { address, recipient }, standing }: RecipientView,
  { suppress, lift, resume, pause }: Effect,
  now: Date,
): Promise<void> {
  const endless = standing.filter(({ until }) => until === null);
  const missing = suppress.filter((listId) => endless.every((entry) => entry.listId !== listId));
  const lifted = endless.filter(({ listId }) => lift.includes(listId));
  const resumed = standing.filter(({ listId, until }) => listId === resume && until !== null);
  const entry = { address, recipient, reason: REASON, since: now } as const;
  await addEntries(tx, [
    ...missing.map((listId) => ({ ...entry, listId })),
    ...(pause ? [{ ...entry, listId: pause.listId, until: pause.until }] : []),
  ]);
  const over = [...lifted, ...resumed].map(({ id }) => id);
  await endEntries(tx, over, now);
}

/** The last mail stays noted, so that choosing again does not bring the next one earlier. */
async function changeCap(
  tx: Statements,
  { id, address }: RecipientView["subscriber"],
  days: number,
): Promise<void> {
  await tx.$executeRaw`
    insert into mail_cap (address, subscriber_id, days) values (${address}, ${id}, ${days})
    on conflict (address) do update set days = excluded.days`;
}
