import { randomUUID } from "node:crypto";
import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { FACT_KINDS, foldLease, leaseInForce } from "@/lib/core/suppression";
import type { PrismaClient } from "@/prisma/generated/client";
import { addressKey, messageKey } from "./keys";
import { addFacts, factsOf } from "./leases";
import { numbers } from "./literals";
import type { SuppressionReason } from "./reports/suppressions";

export interface CheckOptions {
  now: Date;
  /** Counts as a send request to each address: it moves a lease that is in force. */
  record: boolean;
  /** The provider's id of the message to be sent: a repeat with the same id is the same request. */
  messageId?: string;
  /** The list it goes to: who left that list is not mailed. */
  listId?: number;
}

export interface CheckAnswer {
  /** As it was given. */
  address: string;
  allowed: boolean;
  reason?: SuppressionReason | "invalid-address";
  /** ISO 8601, UTC; absent where there is no end. */
  until?: string;
  /** What is kept from the address. */
  scope?: "all" | "list";
}

/** Why an address is not mailed. */
type Hold = Omit<CheckAnswer, "address" | "allowed">;

/**
 * Whether each address may be mailed, in the order given. What the recipient decided comes before what an admin
 * decided, and that before a lease.
 * @throws Refusal "unavailable" on any trouble: it never says "allowed" without knowing.
 */
export async function checkAddresses(
  db: PrismaClient,
  addresses: string[],
  options: CheckOptions,
): Promise<CheckAnswer[]> {
  try {
    const keys = addresses.map((address) => {
      const parsed = parseAddress(address);
      return parsed.ok ? addressKey(parsed.address) : null;
    });
    const known = [...new Set(keys.filter((key) => key !== null))];
    const recipients = new Map(keys.map((key, i) => [key, addresses[i]!]));
    const leases = options.record
      ? await recordSend(db, known, (key) => recipients.get(key)!, options)
      : await heldByLease(db, known, options.now);
    const entries = await heldByEntry(db, known, options);
    return addresses.map((address, i) => {
      const key = keys[i];
      if (key == null) return { address, allowed: false, reason: "invalid-address" };
      const hold = entries.get(key) ?? leases.get(key);
      return hold ? { address, allowed: false, ...hold } : { address, allowed: true };
    });
  } catch (cause) {
    const refusal = new Refusal(
      "unavailable",
      "The suppressions cannot be read now. Send to none of these addresses yet.",
    );
    throw Object.assign(refusal, { cause });
  }
}

const leaseHold = (until: number): Hold => ({
  reason: "bounce",
  until: new Date(until).toISOString(),
  scope: "all",
});

/** The cached leases; one that has events later than `now` is derived from its facts. */
async function heldByLease(db: PrismaClient, keys: bigint[], now: Date): Promise<Map<bigint, Hold>> {
  type Row = { address: bigint; until: Date | null; ahead: boolean };
  const rows = await db.$queryRaw<Row[]>`
    select address, until, last_at > ${now}::timestamp as ahead from lease
    where address = any(${numbers(keys)}::bigint[]) and (until > ${now}::timestamp or last_at > ${now}::timestamp)`;
  const ahead = rows.filter((row) => row.ahead).map((row) => row.address);
  const facts = ahead.length > 0 ? await factsOf(db, ahead) : new Map();
  const holds = new Map<bigint, Hold>();
  for (const row of rows) {
    const lease = row.ahead ? foldLease(facts.get(row.address)?.facts ?? [], now.getTime()).lease : null;
    if (leaseInForce(lease, now.getTime())) holds.set(row.address, leaseHold(lease.until));
    else if (!row.ahead && row.until) holds.set(row.address, leaseHold(row.until.getTime()));
  }
  return holds;
}

/** Adds the request to each address's facts; what the fold says of that request is the answer, also to a repeat. */
async function recordSend(
  db: PrismaClient,
  keys: bigint[],
  recipientOf: (key: bigint) => string,
  { now, messageId = randomUUID() }: CheckOptions,
): Promise<Map<bigint, Hold>> {
  const message = messageKey("acs", messageId);
  const send = { kind: FACT_KINDS.indexOf("send"), message, at: now.getTime(), importId: 0 };
  await addFacts(
    db,
    keys.map((address) => ({ address, recipient: recipientOf(address), ...send })),
  );
  const holds = new Map<bigint, Hold>();
  for (const [address, { facts }] of await factsOf(db, keys)) {
    const { history } = foldLease(facts);
    const request = history.find(({ fact }) => fact.kind === "send" && fact.id === String(message));
    if (request?.effect !== "allowed") holds.set(address, leaseHold(request!.lease!.until));
  }
  return holds;
}

/** Leaving all lists does not keep transactional mail back: receipts still come. */
async function heldByEntry(
  db: PrismaClient,
  keys: bigint[],
  { now, listId = 0 }: CheckOptions,
): Promise<Map<bigint, Hold>> {
  type Row = { address: bigint; reason: SuppressionReason; until: Date | null; list_id: number };
  // The weakest first, so that the strongest is set last.
  const rows = await db.$queryRaw<Row[]>`
    select address, reason, until, list_id from suppression_entry
    where address = any(${numbers(keys)}::bigint[]) and list_id in (0, ${listId})
      and (until is null or until > ${now}::timestamp) and (ended_at is null or ended_at > ${now}::timestamp)
      and not (reason = 'unsubscribe' and list_id = 0 and exists (
        select 1 from list where list.id = ${listId} and list.kind = 'transactional'))
    order by array_position(array['manual', 'unsubscribe', 'complaint'], reason), list_id desc, until`;
  return new Map(
    rows.map(({ address, reason, until, list_id }) => [
      address,
      { reason, ...(until && { until: until.toISOString() }), scope: list_id === 0 ? "all" : "list" },
    ]),
  );
}
