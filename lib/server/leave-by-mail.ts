import { receivedAt, unsubscribeToken } from "@/lib/core/unsubscribe-mail";
import type { PrismaClient } from "@/prisma/generated/client";
import { changePreferences } from "./preferences";
import { recipientView } from "./recipient-view";
import { verifyToken } from "./token";

/**
 * Leaves the list that an unsubscribe mail names by the token in its subject (RFC 2369 section 3.2), with the same rows
 * as one-click. The same mail twice changes nothing more. Whoever keeps the mailbox must not answer such a mail.
 * @returns the list that is left, or null where the mail asks for nothing that we know: it is then some other mail
 * @throws whatever the database throws: the mail has to stay in its mailbox until it was taken in
 */
export async function leaveByMail(
  db: PrismaClient,
  mail: Uint8Array,
  now: Date,
): Promise<{ listId: number } | null> {
  const token = unsubscribeToken(mail);
  const claims = token === null ? null : verifyToken("unsubscribe", token);
  if (!claims) return null;
  const { subscriberId, listId, mailingId } = claims;
  const view = await recipientView(db, subscriberId, now);
  const list = view?.lists.find(({ id }) => id === listId);
  if (list?.kind !== "marketing") return null;
  const received = receivedAt(mail, now.getTime());
  const origin = { door: "mailto", mailingId, ...(received && { askedAt: new Date(received) }) } as const;
  await changePreferences(db, subscriberId, { kind: "leave", listId }, origin, now);
  return { listId };
}
