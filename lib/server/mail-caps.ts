import type { PrismaClient } from "@/prisma/generated/client";
import { inTransaction } from "./transaction";

/**
 * Counts a mail of a marketing list to each of these people who want at most one in so many days. Of two mails at the same time only one goes;
 * asking again about the same message or mailing is no second mail.
 * @returns the keys of those whom it comes too early for
 */
export async function countMail(
  db: PrismaClient,
  addresses: bigint[],
  { listId, message, now }: { listId: number; message: bigint; now: Date },
): Promise<Set<bigint>> {
  const keys = [...addresses].sort((a, b) => (a < b ? -1 : 1));
  return inTransaction(db, async (tx) => {
    const capped = await tx.$queryRaw<{ address: bigint }[]>`
      select address from mail_cap where address = any(${keys}::bigint[]) and days > 0
        and exists (select from list where id = ${listId} and kind = 'marketing')
      order by address for update`;
    if (capped.length === 0) return new Set<bigint>();
    const counted = await tx.$queryRaw<{ address: bigint }[]>`
      update mail_cap set mailed_at = case when message = ${message} then mailed_at else ${now}::timestamp end,
        message = ${message}
      where address = any(${capped.map(({ address }) => address)}::bigint[])
        and (mailed_at is null or message = ${message} or mailed_at + days * interval '1 day' <= ${now}::timestamp)
      returning address`;
    const due = new Set(counted.map(({ address }) => address));
    return new Set(capped.map(({ address }) => address).filter((address) => !due.has(address)));
  });
}
