import { readMail } from "@/lib/core/bounce/mail/read";
import { withEnvelope } from "@/lib/core/mail-in/envelope";
import { timeOf } from "@/lib/core/mail-in/events";
import { headOf } from "@/lib/core/mail-in/head";
import { type MailOutcome, outcomeOf } from "@/lib/core/mail-in/kind";
import { shapeProblem } from "@/lib/core/mail-in/shape";
import { addressKey } from "@/lib/server/keys";
import type { PrismaClient } from "@/prisma/generated/client";
import { noteAnswer } from "./answers";
import { takeBounce } from "./bounces";
import { takeComplaint } from "./complaints";
import type { KeptMail, MailHandler } from "./kept-mail";
import { takeReports } from "./reports";
import { takeUnsubscribe } from "./unsubscribes";

/** Providers tell of a delivery within minutes; in ms. */
const SETTLED = 3_600_000;

/** In the order in which they are asked; the last takes everything. */
const HANDLERS: MailHandler[] = [takeBounce, takeComplaint, takeReports, takeUnsubscribe, noteAnswer];

async function outcome(db: PrismaClient, mail: KeptMail, now: Date): Promise<MailOutcome> {
  const problem = shapeProblem(mail.raw);
  if (problem) return outcomeOf("unreadable", "quarantined", { reason: problem });
  for (const handler of HANDLERS) {
    const taken = await handler(db, mail, now);
    if (taken) return taken;
  }
  return outcomeOf("other", "noted");
}

/**
 * Does what a kept mail asks for, and writes down what that was. Handling it again does nothing twice. A mail that was taken
 * in meanwhile stays so.
 */
export async function handleMail(db: PrismaClient, digest: string, now: Date): Promise<MailOutcome | null> {
  const row = await db.incomingMail.findUnique({ where: { digest } });
  if (!row || (row.state !== "new" && row.state !== "unverified")) return null;
  const raw = Buffer.from(row.raw);
  const reading = withEnvelope(readMail(raw), row.recipients);
  const receivedAt = row.receivedAt.getTime();
  const at = timeOf(headOf(raw).dated, reading.keys.sentAt, receivedAt);
  const settled = now.getTime() - receivedAt >= SETTLED;
  const done = await outcome(db, { digest, raw, reading, at, settled }, now);
  const { found, people, ...rest } = done;
  await db.incomingMail.updateMany({
    where: { digest, state: { in: ["new", "unverified"] } },
    data: {
      ...rest,
      found: found.map((one) => ({ ...one })),
      addresses: people.map(addressKey),
      handledAt: now,
    },
  });
  return done;
}
