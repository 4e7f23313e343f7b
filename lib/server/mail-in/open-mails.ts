import type { Database } from "@/lib/server/database";
import { log } from "@/lib/server/log";
import { databaseAway } from "@/lib/server/outage";
import type { PrismaClient } from "@/prisma/generated/client";
import { handleMail } from "./handle";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const AT_ONCE = 500;
/** A delivery may become known days after its bounce, where logs are imported by hand. */
const LOOKED_FOR = 7 * DAY;

/**
 * Deals with the mails that a process has kept and died at, and looks again whether the delivery of an unverified one has
 * become known: soon at first, then ever more seldom, for a week. A mail that cannot be dealt with in a day is set aside.
 */
export async function handleOpenMails(db: PrismaClient, now: Date): Promise<void> {
  for (const digest of await openMails(db, now)) {
    try {
      await handleMail(db, digest, now);
    } catch (error) {
      if (databaseAway(error)) throw error;
      log.error({ err: error, digest }, "a mail could not be dealt with");
      await putOff(db, digest, now);
    }
  }
}

/** The digests of the mails whose turn it is, those that waited longest first. */
export async function openMails(db: Database, now: Date): Promise<string[]> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const open = await db.$queryRaw<{ digest: string }[]>`
    select digest from (
      select digest, handled_at from incoming_mail
      where state = 'new' and received_at < ${ago(MINUTE)}::timestamp
        and (handled_at is null or handled_at < ${ago(10 * MINUTE)}::timestamp)
      union all
      select digest, handled_at from incoming_mail
      where state = 'unverified' and kind in ('bounce', 'delayed', 'delivery-notice', 'complaint')
        and received_at > ${ago(LOOKED_FOR)}::timestamp
        and handled_at < ${ago(2 * MINUTE)}::timestamp - (handled_at - received_at) / 2
    ) open order by handled_at nulls first limit ${AT_ONCE}`;
  return open.map(({ digest }) => digest);
}

async function putOff(db: PrismaClient, digest: string, now: Date): Promise<void> {
  const open = { digest, state: "new" };
  await db.incomingMail.updateMany({ where: open, data: { handledAt: now } });
  await db.incomingMail.updateMany({
    where: { ...open, receivedAt: { lt: new Date(now.getTime() - DAY) } },
    data: { state: "quarantined", reason: "It could not be dealt with for a day." },
  });
}
