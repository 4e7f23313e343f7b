import type { PrismaClient } from "@/prisma/generated/client";
import { writeDigests } from "./digest";
import { sendMessages } from "./messages";
import { watchAlerts } from "./watch";

/** Judges, writes what is to be told, tells it. */
export async function runAlerts(db: PrismaClient, now: Date): Promise<void> {
  await watchAlerts(db, now);
  await writeDigests(db, now);
  await sendMessages(db, now);
}
