import { foldBatch } from "@/lib/core/deliveries";
import type { MailEvent } from "@/lib/core/events";
import { addressKey, campaignNumber, messageKey, senderNumber } from "@/lib/server/keys";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, rate } from "./measure";

const BATCH = 1_000;

/** What an ORM's bulk insert makes of rows of the same size: no conflict, no log, no rollups, no lease. */
const timeOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

export async function createMany(db: PrismaClient, events: MailEvent[]): Promise<Figure> {
  const { deliveries } = foldBatch(events, {
    address: addressKey,
    message: messageKey,
    sender: senderNumber,
    campaign: campaignNumber,
  });
  const rows = deliveries.map(({ domain: _, at, verdict, deliveredAt, openedAt, clicks, ...row }) => ({
    ...row,
    at: timeOf(at),
    deliveredAt: timeOf(deliveredAt),
    openedAt: timeOf(openedAt),
    clicks: clicks.map(BigInt),
    verdict: BigInt(verdict),
    domain: 0,
  }));
  const start = performance.now();
  for (let i = 0; i < rows.length; i += BATCH) {
    await db.delivery.createMany({ data: rows.slice(i, i + BATCH) });
  }
  const value = rate(rows.length, performance.now() - start);
  await db.$executeRaw`delete from delivery where message_id = any(${rows.map((row) => row.messageId)})`;
  return { what: "createMany of the deliveries alone", value, unit: "rows/s", note: `${rows.length} rows` };
}
