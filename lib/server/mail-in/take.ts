import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import { headOf } from "@/lib/core/mail-in/head";
import { identityOf } from "@/lib/core/mail-in/identity";
import type { MailKind, MailRoute, MailState } from "@/lib/core/mail-in/kind";
import { MAX_MAIL } from "@/lib/core/mail-in/shape";
import { storable } from "@/lib/core/sources/text";
import { noteIntake } from "@/lib/server/intake";
import { log } from "@/lib/server/log";
import { inTransaction } from "@/lib/server/transaction";
import type { PrismaClient } from "@/prisma/generated/client";
import { handleMail } from "./handle";

/** A mail as a route brings it. */
export interface IncomingMail {
  raw: Uint8Array;
  route: MailRoute;
  /** Recipients of its envelope; none where the route knows of none. */
  recipients: string[];
}

/** What a route is told. */
export interface MailReceipt {
  digest: string;
  kind: MailKind;
  /** "new": it is kept, and is dealt with later. */
  state: MailState;
  reason: string;
  /** It had come before, by this route or another. */
  repeated: boolean;
}

const MOST_RECIPIENTS = 100;
const LONGEST_RECIPIENT = 320;

/**
 * Takes a mail in. Once this returns it is kept, so that the route may let go of it; what it asks for is done at once, or
 * later if that fails. The same mail again, by whichever route, changes nothing but a count.
 * @throws Refusal "too-large"; whatever the database throws when the mail could not be kept: it has to come again
 */
export async function takeMail(db: PrismaClient, mail: IncomingMail, now: Date): Promise<MailReceipt> {
  if (mail.raw.length > MAX_MAIL)
    throw new Refusal("too-large", `The mail is larger than ${MAX_MAIL.toLocaleString("en-GB")} bytes.`);
  const digest = createHash("sha256").update(identityOf(mail.raw), "latin1").digest("hex");
  const repeated = !(await keep(db, digest, mail, now));
  try {
    await handleMail(db, digest, now);
  } catch (error) {
    // It is kept: the background comes back to it.
    log.error({ err: error, digest }, "a mail was kept but not dealt with");
  }
  const select = { kind: true, state: true, reason: true };
  const row = await db.incomingMail.findUniqueOrThrow({ where: { digest }, select });
  return { digest, ...row, kind: row.kind as MailKind, state: row.state as MailState, repeated };
}

/** @returns whether it is a new one */
async function keep(
  db: PrismaClient,
  digest: string,
  { raw, route, recipients }: IncomingMail,
  now: Date,
): Promise<boolean> {
  const { sender, subject, dated } = headOf(raw);
  const envelope = recipients.slice(0, MOST_RECIPIENTS).map((to) => storable(to.slice(0, LONGEST_RECIPIENT)));
  const newest = Math.min(dated ?? now.getTime(), now.getTime());
  return inTransaction(db, async (tx) => {
    const rows = await tx.$queryRaw<{ repeats: number }[]>`
    insert into incoming_mail as m (digest, received_at, route, recipients, size, sender, subject, kind, addresses, raw)
    values (${digest}, ${now}::timestamp, ${route}, ${envelope}::text[], ${raw.length}, ${sender}, ${subject}, 'other', '{}',
      ${raw})
    on conflict (digest) do update set repeats = m.repeats + 1,
      recipients = (select array_agg(distinct one) from unnest(m.recipients || excluded.recipients) one)
    returning repeats`;
    const isNew = rows[0]?.repeats === 0;
    const counts = { accepted: isNew ? 1 : 0, duplicates: isNew ? 0 : 1, late: 0, ignored: 0, rejected: 0 };
    await noteIntake(tx, `mail-${route}`, counts, newest, now);
    return isNew;
  });
}
