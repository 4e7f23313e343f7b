import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { FACT_KINDS, foldLease } from "@/lib/core/suppression";
import type { PrismaClient } from "@/prisma/generated/client";
import { erasedKeys, erasuresLegible } from "./erased";
import { type Hold, type HoldScope, holdsOf, leaseHold, stronger } from "./holds";
import { addressKey, messageKey } from "./keys";
import { addFacts, factsOf } from "./leases";
import { countMail } from "./mail-caps";
import { inTransaction } from "./transaction";

/** Addresses that one statement looks for. */
const AT_ONCE = 2_500;

export interface CheckOptions {
  now: Date;
  /** Counts as a send request to each address: it moves a lease that is in force. */
  record: boolean;
  /** The provider's id of the message to be sent: a repeat with the same id is the same request. */
  messageId?: string;
  /** The list it goes to: who left that list is not mailed. */
  listId?: number;
  /** The mailing it belongs to, by a key: it counts as one mail to each address, however often it is asked about. */
  mailing?: bigint;
  /** The domain it comes from, in A-labels. Without it entries for one sender domain hold nothing. */
  sender?: string;
}

export interface CheckAnswer extends Partial<Omit<Hold, "reason">> {
  /** As it was given. */
  address: string;
  allowed: boolean;
  reason?: Hold["reason"] | "invalid-address";
}

interface Keys {
  recipient: string;
  address: bigint;
  /** Of the whole domain: entries may be kept under it. */
  domain: bigint;
}

/**
 * Whether each address may be mailed, in the order given. What the recipient decided comes before what an admin
 * decided, and that before a lease; see SUPPRESSION_REASONS.
 * @throws Refusal "invalid-input" for a list that there is not, "unavailable" on any other trouble: it never says "allowed"
 * without knowing. Nothing is recorded then, unless it was the answer to the commit that got lost; with a message id the
 * same request may be made again.
 */
export async function checkAddresses(
  db: PrismaClient,
  addresses: string[],
  options: CheckOptions,
): Promise<CheckAnswer[]> {
  try {
    const { now, record, listId = 0, sender = "", messageId = randomUUID(), mailing } = options;
    const message = mailing ?? messageKey("acs", messageId);
    const scope = { now, listId, sender, message };
    // Entries are read before a send is recorded: should they be out of reach, nothing has happened.
    const { keys, holds, erasures } = await readHolds(db, addresses, scope, !record);
    const known = keys.filter((key) => key !== null);
    const erased = erasures ? await heldErased(db, known, scope) : undefined;
    const recorded = record ? await recordSend(db, known, message, now) : undefined;
    const answers = addresses.map((address, i): CheckAnswer => {
      const key = keys[i];
      if (!key) return { address, allowed: false, reason: "invalid-address" };
      const domain = holds.get(key.domain);
      const entry = stronger(holds.get(key.address), erased?.get(key.address));
      const narrow = stronger(entry, recorded?.get(key.address));
      const hold = stronger(narrow, domain && { ...domain, wholeDomain: true });
      return hold ? { address, allowed: false, ...hold } : { address, allowed: true };
    });
    if (listId === 0 || !(record || mailing)) return answers;
    const free = keys.filter((key, i) => key !== null && answers[i]?.allowed);
    const early = await countMail(
      db,
      free.map((key) => key!.address),
      { listId, message, now },
    );
    return answers.map((answer, i) =>
      early.has(keys[i]?.address ?? 0n) && answer.allowed
        ? { address: answer.address, allowed: false, reason: "too-often", scope: "all" }
        : answer,
    );
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === "invalid-input") throw cause;
    const refusal = new Refusal(
      "unavailable",
      "The suppressions cannot be read now. Send to none of these addresses yet.",
    );
    throw Object.assign(refusal, { cause });
  }
}

interface Read {
  /** Of each address, as they were given. */
  keys: (Keys | null)[];
  holds: Map<bigint, Hold>;
  erasures: boolean;
}

/**
 * What holds the addresses, in parts: the server looks for one while the keys of the next are computed, and for several at
 * once. All that holds one address is read at one moment.
 */
async function readHolds(
  db: PrismaClient,
  addresses: string[],
  scope: HoldScope,
  withLeases: boolean,
): Promise<Read> {
  const starts = Array.from({ length: Math.ceil(addresses.length / AT_ONCE) }, (_, part) => part * AT_ONCE);
  const parts = await Promise.all(
    starts.map(async (start): Promise<Read> => {
      if (start > 0) await nextTurn();
      const keys = addresses.slice(start, start + AT_ONCE).map(keysOf);
      const known = keys.filter((key) => key !== null);
      const entries = known.map((key) => key.address);
      const domains = [...new Set(known.map((key) => key.domain))];
      return { keys, ...(await holdsOf(db, { leases: withLeases ? entries : [], entries, domains }, scope)) };
    }),
  );
  return {
    keys: parts.flatMap(({ keys }) => keys),
    holds: new Map(parts.flatMap(({ holds }) => [...holds])),
    erasures: parts.some(({ erasures }) => erasures),
  };
}

function keysOf(given: string): Keys | null {
  const parsed = parseAddress(given);
  if (!parsed.ok) return null;
  const recipient = parsed.address;
  const domain = addressKey(recipient.slice(recipient.lastIndexOf("@")));
  return { recipient, address: addressKey(recipient), domain };
}

/** What holds those who were erased: their decisions stay in force under keys that only the secret leads to. */
async function heldErased(db: PrismaClient, known: Keys[], scope: HoldScope): Promise<Map<bigint, Hold>> {
  await erasuresLegible(db);
  const owners = new Map<bigint, bigint>();
  for (const { recipient, address } of known)
    for (const erased of erasedKeys(recipient)) owners.set(erased, address);
  const { holds } = await holdsOf(db, { leases: [], entries: [...owners.keys()], domains: [] }, scope);
  const found = new Map<bigint, Hold>();
  for (const [erased, hold] of holds) {
    const key = owners.get(erased)!;
    found.set(key, stronger(found.get(key), hold));
  }
  return found;
}

/** Adds the request to each address's facts; what the fold says of that request is the answer, also to a repeat. */
async function recordSend(
  db: PrismaClient,
  known: Keys[],
  message: bigint,
  now: Date,
): Promise<Map<bigint, Hold>> {
  const send = { kind: FACT_KINDS.indexOf("send"), message, at: now.getTime(), importId: 0 };
  const claims = known.map(({ address, recipient }) => ({ address, recipient, ...send }));
  const found = await inTransaction(db, async (tx) => {
    await addFacts(tx, claims);
    return factsOf(
      tx,
      known.map((key) => key.address),
    );
  });
  const holds = new Map<bigint, Hold>();
  for (const [address, { facts }] of found) {
    const { history } = foldLease(facts);
    const request = history.find(({ fact }) => fact.kind === "send" && fact.id === String(message));
    if (request?.effect !== "allowed") holds.set(address, leaseHold(request!.lease!.until));
  }
  return holds;
}
