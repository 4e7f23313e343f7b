import { createHmac } from "node:crypto";
import { normaliseAddress } from "@/lib/core/address";
import type { Database } from "./database";
import { deriveSecret, masterSecrets } from "./secrets";

/** What stands before the "@" of an address in the log that was erased. Decisions are kept without any address. */
export const ERASED = "[erased]";

/** Derived once a process for each master secret: a look-up asks for thousands. */
const secrets = new Map<string, Buffer>();

function secretOf(master: string): Buffer {
  const known = secrets.get(master) ?? deriveSecret("erased-address", master);
  secrets.set(master, known);
  return known;
}

/**
 * The keys under which an erased address may be remembered, the current secret's first: 64 bits of an HMAC-SHA-256 of the
 * normalised address. Unlike `addressKey` nobody can find the address by trying, unless they hold the secret. Secrets of
 * the past are asked too, so that an opt-out outlives a change of the secret.
 */
export function erasedKeys(address: string): bigint[] {
  const text = normaliseAddress(address);
  const keyOf = (master: string) =>
    createHmac("sha256", secretOf(master)).update(text).digest().readBigInt64BE(0);
  return masterSecrets().filter(Boolean).map(keyOf);
}

/**
 * Nothing, where a look-up can tell who was erased. The command line may be without the secret of a server elsewhere.
 * @throws when there are erased addresses that cannot be told from others
 */
export async function erasuresLegible(db: Database): Promise<void> {
  if (masterSecrets().some(Boolean)) return;
  const [row] = await db.$queryRaw<{ some: boolean }[]>`
    select exists (select from suppression_entry where recipient = '') as some`;
  if (row?.some) throw new Error("Addresses were erased, and REPUTE_SECRET, which tells which, is not set.");
}
