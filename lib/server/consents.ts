import { Refusal } from "@/lib/core/error";
import type { Language } from "@/lib/core/recipient-words/words";
import type { ConsentText, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { inTransaction } from "./transaction";

/** Every text that people could agree to when they subscribed to a list, newest first. */
export const consentsOf = (db: Database, listId: number): Promise<ConsentText[]> =>
  db.consentText.findMany({ where: { listId }, orderBy: { id: "desc" } });

/**
 * The text in force in a language; where there is none in it, the newest in any other.
 * @returns null where nobody has written one
 */
export async function currentConsent(
  db: Database,
  listId: number,
  language: Language,
): Promise<ConsentText | null> {
  const all = await consentsOf(db, listId);
  return all.find((one) => one.language === language) ?? all[0] ?? null;
}

/**
 * Writes what people agree to from now on. What others agreed to before stays as it was, under its own version.
 * @throws Refusal "not-found"; "conflict" for a list that nobody asks for, and where the text is in force already
 */
export async function addConsent(
  db: PrismaClient,
  listId: number,
  { language, text }: { language: Language; text: string },
  actor: string,
  now: Date,
): Promise<ConsentText> {
  return inTransaction(db, async (tx) => {
    const list = await tx.list.findUnique({ where: { id: listId } });
    if (!list) throw new Refusal("not-found", "There is no such list.");
    if (list.kind === "transactional")
      throw new Refusal("conflict", `${list.name} is transactional: nobody subscribes to it.`);
    const last = await tx.consentText.findFirst({
      where: { listId, language },
      orderBy: { version: "desc" },
    });
    if (last?.text === text) throw new Refusal("conflict", "This text is in force already.", "text");
    const version = (last?.version ?? 0) + 1;
    const made = await tx.consentText.create({
      data: { listId, language, version, text, createdBy: actor, createdAt: now },
    });
    const detail = { language, version, text };
    await audit(tx, { actor, action: "list.consent-written", subject: `list ${listId}`, detail }, now);
    return made;
  });
}
