import type { MailEvent } from "@/lib/core/events";
import { messageKey } from "@/lib/server/keys";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, rate } from "./measure";

/**
 * What is common: a row an event, put in or brought up to date one by one through the ORM, so that what comes twice is kept
 * once. No outcome by rank, no log, no rollups, no lease.
 */
export async function upserts(db: PrismaClient, events: MailEvent[]): Promise<Figure> {
  const tried = events.slice(0, 3_000);
  const start = performance.now();
  for (const event of tried) {
    const key = { address: 0n, message: messageKey(event.source, event.messageId) };
    const row = { at: new Date(event.at), verdict: 0n, sender: 0, domain: 0, seen: 0 };
    await db.delivery.upsert({
      where: { address_message: key },
      create: { ...key, ...row, recipient: event.recipient, messageId: event.messageId },
      update: row,
    });
  }
  const value = rate(tried.length, performance.now() - start);
  await db.$executeRaw`delete from delivery where address = 0`;
  return { what: "upserts of the events one by one", value, unit: "rows/s", note: `${tried.length} rows` };
}
