import { createHmac } from "node:crypto";
import { normaliseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { verifyPassword } from "./password";
import { deriveSecret } from "./secrets";
import { inTransaction } from "./transaction";

/** A failure more in a quarter of an hour, for one account or from one address of a client, and nobody gets in. */
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_CLIENT = 50;
const WINDOW_MS = 15 * 60 * 1000;

interface Attempt {
  email: string;
  password: string;
  /** The client's address, see clientAddress. */
  client: string;
}

/**
 * Checks an e-mail and a password. An unknown e-mail, a disabled user and a wrong password give one answer after the
 * same work. Success and failure are audited; what the throttle turns away is not, so that nobody can flood the trail.
 * @returns what the session needs; null when they do not match.
 * @throws Refusal "too-many-requests", also for the right password.
 */
export async function signIn(
  db: PrismaClient,
  { email, password, client }: Attempt,
  now: Date,
): Promise<{ id: string; generation: number } | null> {
  const address = normaliseAddress(email);
  const user = await db.user.findUnique({ where: { email: address } });
  const account = user ? `user ${user.id}` : `unknown user ${fingerprint(address)}`;
  await refuseWhenThrottled(db, account, client, now);
  const matches = await verifyPassword(password, user?.passwordHash);
  const admitted = matches && user && !user.disabledAt ? user : null;
  await inTransaction(db, async (tx) => {
    const action = admitted ? "sign-in.succeeded" : "sign-in.failed";
    await audit(
      tx,
      { actor: admitted?.email ?? "anonymous", action, subject: account, detail: { client } },
      now,
    );
    // Behind the lock of the trail: of a hundred guesses sent at once no more than the limit are answered.
    if (admitted) await refuseWhenThrottled(tx, account, client, now);
  });
  return admitted && { id: admitted.id, generation: admitted.generation };
}

/**
 * The client's address as the nearest proxy saw it (the last entry of X-Forwarded-For; without a proxy the server
 * itself writes it).
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}

async function refuseWhenThrottled(db: Database, account: string, client: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - WINDOW_MS);
  const [failures] = await db.$queryRaw<{ account: bigint; client: bigint }[]>`
    select
      (select count(*) from audit_entry where subject = ${account} and action = 'sign-in.failed' and at > ${since}) as account,
      (select count(*) from audit_entry where detail ->> 'client' = ${client} and action = 'sign-in.failed' and at > ${since}) as client`;
  if (!failures || (failures.account < FAILURES_PER_ACCOUNT && failures.client < FAILURES_PER_CLIENT)) return;
  throw new Refusal("too-many-requests", "Too many attempts. Wait a quarter of an hour, then try again.");
}

/** Stands in the trail for what was typed: people type passwords into the field for the e-mail. */
function fingerprint(address: string): string {
  return createHmac("sha256", deriveSecret("sign-in")).update(address).digest("base64url").slice(0, 16);
}
