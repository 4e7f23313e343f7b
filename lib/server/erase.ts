import { randomBytes } from "node:crypto";
import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { ERASED, erasedKeys } from "./erased";
import { addressKey } from "./keys";
import { refoldLeases } from "./leases";
import { addEntries, moveEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

/**
 * Takes the address of a person out of everything, and never mails them again: whatever they had decided stays in force
 * under a keyed hash, and all marketing is left. Counts stay, since what is counted has no name any more. Their links
 * keep working. The trail of what users of Repute did keeps the addresses that stand in it.
 * @throws Refusal "invalid-input" when it is no address
 */
export async function eraseRecipient(
  db: PrismaClient,
  address: string,
  actor: string,
  now: Date,
): Promise<{ known: boolean }> {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Refusal("invalid-input", parsed.reason, "address");
  const from = addressKey(parsed.address);
  const [to] = erasedKeys(parsed.address);
  if (to === undefined) throw new Error("REPUTE_SECRET is not set");
  return inTransaction(db, async (tx) => {
    const person = await tx.$queryRaw<
      { id: string }[]
    >`select id from subscriber where address = ${from} for update`;
    const moved = await moveLog(tx, from, to, parsed.address);
    await moveDecisions(tx, from, to, now);
    await tx.hygieneItem.deleteMany({ where: { address: from } });
    await tx.suppressionReleaseItem.deleteMany({ where: { address: from } });
    await tx.$executeRaw`
      delete from quarantine where position(lower(${parsed.address}) in lower(raw)) > 0`;
    await emptyMails(tx, from, parsed.address);
    const subject = person[0] ? `subscriber ${person[0].id}` : "an address";
    await audit(tx, { actor, action: "recipient.erased", subject, detail: { events: moved } }, now);
    return { known: person.length > 0 || moved > 0 };
  });
}

/** Mails that are about the person, or name them anywhere, lose what they say; that they came still counts. */
async function emptyMails(tx: Prisma.TransactionClient, key: bigint, address: string): Promise<void> {
  await tx.$executeRaw`
    update incoming_mail set raw = '', sender = '', subject = '', recipients = '{}', addresses = '{}', found = '[]',
      state = case when state in ('new', 'unverified') then 'noted' else state end,
      reason = 'It named somebody who was erased.'
    where ${key}::bigint = any(addresses) or position(lower(${address}) in lower(encode(raw, 'escape'))) > 0`;
}

/** Decisions go to the new key as they are; then all marketing is left, unless it was. */
async function moveDecisions(
  tx: Prisma.TransactionClient,
  from: bigint,
  to: bigint,
  now: Date,
): Promise<void> {
  await moveEntries(tx, from, to);
  await tx.mailCap.deleteMany({ where: { address: from } });
  await tx.linkRequest.deleteMany({ where: { address: from } });
  await tx.optIn.deleteMany({ where: { address: from } });
  // Somebody who was erased before, and came back, is two people to us: the first keeps the key.
  await tx.$executeRaw`
    update subscriber set recipient = '', address = case
      when exists (select from subscriber other where other.address = ${to}::bigint) then ${randomBytes(8).readBigInt64BE(0)}::bigint else ${to}::bigint end
    where address = ${from}`;
  const stop = { address: to, reason: "unsubscribe", listId: 0 } as const;
  if ((await tx.suppressionEntry.count({ where: { ...stop, until: null, endedAt: null } })) === 0)
    await addEntries(tx, [{ ...stop, recipient: "", since: now }]);
}

/**
 * The key is what the large tables are distributed by, which cannot be changed: rows are written anew. What is counted of
 * them stays the same. @returns how many events
 */
async function moveLog(
  tx: Prisma.TransactionClient,
  from: bigint,
  to: bigint,
  address: string,
): Promise<number> {
  // The domain stays, since deliveries are counted by it.
  const without = `${ERASED}\\1`;
  const spelled = address.replace(/[^\p{L}\p{N}@]/gu, "\\$&");
  const events = await tx.$executeRaw`
    insert into event (at, address, message, kind, route, import, verdict, sender, amended, recipient, message_id, detail, evidence,
      campaign)
    select at, ${to}::bigint, message, kind, route, import, verdict, sender, amended,
      regexp_replace(recipient, '^.+(@[^@]*)$', ${without}), message_id,
      regexp_replace(detail::text, ${spelled}, ${ERASED}, 'gi')::jsonb, evidence, campaign
    from event where address = ${from} on conflict do nothing`;
  await tx.$executeRaw`delete from event where address = ${from}`;
  await tx.$executeRaw`
    insert into delivery (address, message, at, verdict, sender, domain, seen, was_seen, was_sender, was_verdict, was_at,
      recipient, message_id, delivered_at, opened_at, clicks, campaign, was_campaign)
    select ${to}::bigint, message, at, verdict, sender, domain, seen, was_seen, was_sender, was_verdict, was_at,
      regexp_replace(recipient, '^.+(@[^@]*)$', ${without}), message_id,
      delivered_at, opened_at, clicks, campaign, was_campaign
    from delivery where address = ${from} on conflict do nothing`;
  await tx.$executeRaw`delete from delivery where address = ${from}`;
  await tx.$executeRaw`
    insert into suppression_fact (address, kind, message, import, at, recipient)
    select ${to}::bigint, kind, message, import, at,
      regexp_replace(recipient, '^.+(@[^@]*)$', ${without}) from suppression_fact where address = ${from} on conflict do nothing`;
  await tx.$executeRaw`delete from suppression_fact where address = ${from}`;
  const leases = await tx.$executeRaw`
    insert into lease (address, version, recipient, domain)
    select ${to}::bigint, version, '', '' from lease where address = ${from} on conflict do nothing`;
  if (leases > 0) await refoldLeases(tx, [to]);
  await tx.$executeRaw`delete from lease where address = ${from}`;
  return events;
}
