import type { MailReading } from "@/lib/core/bounce/mail/reading";
import type { MailOutcome } from "@/lib/core/mail-in/kind";
import type { PrismaClient } from "@/prisma/generated/client";

/** A mail that is kept, read, and on its way to whoever understands it. */
export interface KeptMail {
  digest: string;
  raw: Uint8Array;
  reading: MailReading;
  /** When what it tells of happened, ms, UTC. */
  at: number;
  /** It came so long ago that whatever provider tells of deliveries has told of all that it can be about. */
  settled: boolean;
}

/**
 * Takes a mail of its kind in; null: it is of another kind. Done twice it must do nothing more: a mail is handled again when
 * the process died at it, and while nothing is known of the delivery that it is about.
 * @throws whatever the database throws: the mail stays, and is handled later
 */
export type MailHandler = (db: PrismaClient, mail: KeptMail, now: Date) => Promise<MailOutcome | null>;
