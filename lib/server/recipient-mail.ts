import { textsIn } from "@/lib/core/list";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import type { Language } from "@/lib/core/recipient-words/words";
import type { Prisma, PrismaClient, RecipientMail } from "@/prisma/generated/client";
import { log } from "./log";
import { type OwnMail, sendMail } from "./mailer";
import { organisation } from "./organisation";
import { publicOrigin } from "./origin";
import { makeToken } from "./token";

const MINUTE = 60_000;
/** After the first attempt, in ms: 1, 5, 30 minutes, 2 hours. Then it is given up: whoever still wants it asks again. */
const PAUSES = [1, 5, 30, 120].map((minutes) => minutes * MINUTE);
/** How long a mail that is being sent stays with its process, in ms. */
const CLAIM = 5 * MINUTE;

/**
 * A mail that this installation writes to a recipient: their link, the links to what is kept about them, or the question
 * whether they want a list. To nobody ("") none is sent.
 */
export type RecipientMailRequest =
  | { kind: "link" | "kept"; subscriberId: string; language: Language }
  | { kind: "confirm"; optInId: number; language: Language };

/** Puts a mail out, in the transaction of what it follows from. */
export async function enqueueMail(
  tx: Prisma.TransactionClient,
  mail: RecipientMailRequest,
  now: Date,
): Promise<void> {
  await tx.recipientMail.create({ data: { subscriberId: "", ...mail, createdAt: now, dueAt: now } });
}

/**
 * Sends what is due. A mail is claimed before it is sent, so that two processes do not both send it; one whose process died
 * is sent again after five minutes.
 * @returns how many were sent
 */
export async function sendRecipientMails(
  db: PrismaClient,
  now: Date,
  send: (mail: OwnMail) => Promise<void> = sendMail,
): Promise<number> {
  for (let sent = 0; ; ) {
    const claimed = await db.$queryRaw<{ id: bigint }[]>`
      update recipient_mail set due_at = ${new Date(now.getTime() + CLAIM)}::timestamp, attempts = attempts + 1
      where id = (select id from recipient_mail where due_at <= ${now}::timestamp order by due_at, id
        limit 1 for update skip locked) returning id`;
    if (!claimed[0]) return sent;
    const row = await db.recipientMail.findUniqueOrThrow({ where: { id: claimed[0].id } });
    sent += await deliver(db, row, now, send);
  }
}

async function deliver(
  db: PrismaClient,
  row: RecipientMail,
  now: Date,
  send: (mail: OwnMail) => Promise<void>,
): Promise<0 | 1> {
  const { id, attempts } = row;
  try {
    const mail = await written(db, row);
    if (mail) await send(mail);
    await db.recipientMail.update({ where: { id }, data: { dueAt: null, sentAt: mail && now, error: "" } });
    return mail ? 1 : 0;
  } catch (problem) {
    const error = (problem instanceof Error ? problem.message : String(problem)).slice(0, 500);
    log.warn({ mail: String(id), error }, "a mail to a recipient could not be sent");
    const pause = PAUSES[attempts - 1];
    const dueAt = pause === undefined ? null : new Date(now.getTime() + pause);
    await db.recipientMail.update({ where: { id }, data: { dueAt, error } });
    return 0;
  }
}

/** The mail as its reader gets it; null when who it was for is gone. */
async function written(db: PrismaClient, row: RecipientMail): Promise<OwnMail | null> {
  const words = RECIPIENT_WORDS[row.language as Language];
  const name = (await organisation(db))?.name ?? "";
  const page = (path: string) => `${new URL(path, publicOrigin()).href}?lang=${words.language}`;
  if (row.kind !== "confirm") {
    const person = await db.subscriber.findUnique({ where: { id: row.subscriberId } });
    if (!person?.recipient) return null;
    const whose = { subscriberId: person.id, listId: 0 };
    if (row.kind === "kept") {
      const { href } = new URL(`/preferences/kept/${makeToken("export", whose)}`, publicOrigin());
      const text = [words.keptMailText(name), href, `${href}?as=csv`, words.mailIgnore, name];
      return mailOf(person.recipient, words.keptMailSubject(name), text, words.language);
    }
    const link = page(`/preferences/${makeToken("preferences", whose)}`);
    const text = [words.linkMailText(name), link, words.mailIgnore, name];
    return mailOf(person.recipient, words.linkMailSubject(name), text, words.language);
  }
  const optIn = await db.optIn.findUnique({ where: { id: row.optInId } });
  const list = optIn && (await db.list.findUnique({ where: { id: optIn.listId } }));
  if (!optIn || !list || list.archivedAt) return null;
  const { name: listName } = textsIn(list, words.language);
  const token = makeToken("confirm", {
    subscriberId: optIn.subscriberId,
    listId: optIn.listId,
    mailingId: optIn.id,
  });
  const text = [words.confirmMailText(listName), page(`/confirm/${token}`), words.mailIgnore, name];
  return mailOf(optIn.recipient, words.confirmMailSubject(listName), text, words.language);
}

const mailOf = (to: string, subject: string, text: string[], language: Language): OwnMail => ({
  ...{ to: [to], subject, language },
  text: `${text.filter(Boolean).join("\n\n")}\n`,
});
