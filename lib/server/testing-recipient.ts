import type { PrismaClient } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { newSubscriberId } from "./token";

/** Somebody who is on the lists named, with an address of their own. */
export async function testRecipient(
  db: PrismaClient,
  lists: number[],
  since: Date,
): Promise<{ subscriberId: string; recipient: string }> {
  const id = newSubscriberId();
  const recipient = `${Buffer.from(id, "base64url").toString("hex")}@posteo.example`;
  await db.subscriber.create({ data: { id, address: addressKey(recipient), recipient } });
  await db.subscription.createMany({
    data: lists.map((listId) => ({ subscriberId: id, listId, since })),
  });
  return { subscriberId: id, recipient };
}
