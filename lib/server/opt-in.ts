import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { ConsentText, List, OptIn, PrismaClient } from "@/prisma/generated/client";
import { currentConsent } from "./consents";
import type { Database } from "./database";
import { erasedKeys } from "./erased";
import { addressKey } from "./keys";
import { admitMailRequest, type MailRequest } from "./mail-requests";
import { changePreferences, type Origin } from "./preferences";
import { enqueueMail } from "./recipient-mail";
import { endEntries } from "./suppression-entries";
import { type LinkClaims, newSubscriberId } from "./token";
import { inTransaction } from "./transaction";

/** For how long a request may be confirmed, in ms; then it is forgotten. */
export const CONFIRMABLE = 30 * 86_400_000;

export interface Joining extends MailRequest {
  listId: number;
  door: "form" | "api";
  /** The consent text that was shown; undefined: the one in force in that language. */
  consentId?: number;
}

/** A list that people may ask for, with its text. @throws Refusal "not-found", "conflict" where no text is written yet */
export async function joinable(
  db: Database,
  { listId, language, consentId, door }: Pick<Joining, "listId" | "language" | "consentId" | "door">,
): Promise<{ list: List; consent: ConsentText }> {
  const list = await db.list.findUnique({ where: { id: listId } });
  const open = list && list.kind === "marketing" && !list.archivedAt && (list.public || door === "api");
  if (!open) throw new Refusal("not-found", "There is no such list to subscribe to.");
  const consent =
    consentId === undefined
      ? await currentConsent(db, listId, language)
      : await db.consentText.findFirst({ where: { id: consentId, listId } });
  if (!consent)
    throw new Refusal("conflict", "There is no such consent text for this list. Write it first.", "consent");
  return { list, consent };
}

/**
 * Asks somebody by mail whether they want a list; they are on it once they say so there. The answer is the same whether they
 * are on it already, have left it, or are asked too often.
 * @throws Refusal "invalid-input", "too-many-requests", and as {@link joinable}
 */
export async function askToJoin(db: PrismaClient, joining: Joining, now: Date): Promise<void> {
  const { listId, address, language, client, door } = joining;
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Refusal("invalid-input", parsed.reason, "address");
  const recipient = parsed.address;
  const key = addressKey(recipient);
  await inTransaction(db, async (tx) => {
    const { consent } = await joinable(tx, joining);
    if (!(await admitMailRequest(tx, key, client, now))) return;
    const there = await tx.subscription.count({
      where: { listId, leftAt: null, subscriber: { address: key } },
    });
    if (there > 0 || (await isHeld(tx, key, listId))) return;
    const data = { address: key, recipient, listId, language, door, askedAt: now };
    const { id } = await tx.optIn.create({
      data: { ...data, subscriberId: newSubscriberId(), consentId: consent.id },
    });
    await enqueueMail(tx, { kind: "confirm", optInId: id, language }, now);
  });
}

/** Who complained, or is held by hand, is not even asked: only an admin can lift that, with a reason. */
async function isHeld(db: Database, address: bigint, listId: number): Promise<boolean> {
  const others = { address, reason: { in: ["complaint", "manual"] }, endedAt: null };
  return (await db.suppressionEntry.count({ where: { ...others, listId: { in: [0, listId] } } })) > 0;
}

/** What the link of such a mail asks about. @throws Refusal "not-found" when it is forgotten, or not of this link */
export async function optInOf(
  db: Database,
  { subscriberId, listId, mailingId }: LinkClaims,
): Promise<{ optIn: OptIn; list: List; consent: ConsentText }> {
  const optIn = await db.optIn.findUnique({ where: { id: mailingId } });
  const list = await db.list.findUnique({ where: { id: listId } });
  const isIts = optIn?.subscriberId === subscriberId && optIn.listId === listId;
  if (!optIn || !isIts || !list || list.archivedAt)
    throw new Refusal("not-found", "This request is no longer known.");
  const consent = await db.consentText.findUniqueOrThrow({ where: { id: optIn.consentId } });
  return { optIn, list, consent };
}

/**
 * Puts whoever asked on the list, by their own word: also if they had left it, or everything. What others decided (a
 * complaint, an entry by hand) stays. A second time changes nothing.
 */
export async function confirmJoining(
  db: PrismaClient,
  claims: LinkClaims,
  origin: Omit<Origin, "door" | "consentId">,
  now: Date,
): Promise<void> {
  const { optIn, consent } = await optInOf(db, claims);
  const { address, recipient } = optIn;
  const person = await inTransaction(db, async (tx) => {
    await tx.$executeRaw`
      insert into subscriber (id, address, recipient, created_at)
      values (${optIn.subscriberId}, ${address}, ${recipient}, ${now}::timestamp) on conflict (address) do nothing`;
    // Somebody who was erased and comes back by their own word is held no longer by what stood under the keyed hash.
    const held = await tx.suppressionEntry.findMany({
      where: {
        ...{ address: { in: erasedKeys(recipient) }, reason: "unsubscribe", endedAt: null },
        listId: { in: [0, optIn.listId] },
      },
      select: { id: true },
    });
    const ids = held.map(({ id }) => id);
    await endEntries(tx, ids, now);
    await tx.optIn.updateMany({ where: { id: optIn.id, confirmedAt: null }, data: { confirmedAt: now } });
    return tx.subscriber.findUniqueOrThrow({ where: { address } });
  });
  const joins = { kind: "join", listId: optIn.listId } as const;
  const how = { ...origin, door: "confirmed", consentId: consent.id, mailingId: 0 } as const;
  await changePreferences(db, person.id, joins, how, now);
}

/** Forgets what nobody confirmed, who asked for mails, and mails that were sent long ago. */
export async function forgetRequests(db: PrismaClient, now: Date): Promise<void> {
  const old = new Date(now.getTime() - CONFIRMABLE);
  await db.optIn.deleteMany({ where: { confirmedAt: null, askedAt: { lt: old } } });
  await db.recipientMail.deleteMany({ where: { createdAt: { lt: old } } });
  await db.linkRequest.deleteMany({ where: { at: { lt: new Date(now.getTime() - 86_400_000) } } });
}
