import { createHash, randomUUID } from "node:crypto";
import type { z } from "zod";
import { Refusal } from "@/lib/core/error";
import type { FirstAdmin } from "@/lib/core/person";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { hashPassword } from "./password";
import { inTransaction } from "./transaction";

const LIFETIME_MS = 24 * 60 * 60 * 1000;
const SETUP_LOCK = 0x73657475;

/** Whether the token may still create the first admin: known, at most 24 hours old, and nobody there yet. */
export async function setupOpen(db: Database, token: string, now: Date): Promise<boolean> {
  const oldest = new Date(now.getTime() - LIFETIME_MS);
  const row = await db.setupToken.findFirst({ where: { hash: hashOf(token), createdAt: { gt: oldest } } });
  return row !== null && (await db.user.count()) === 0;
}

/**
 * Creates the organisation and its first admin, and ends the link: all of it or nothing.
 * @throws Refusal "not-found" when the link is wrong, too old or used: the answer is the same.
 */
export async function setUp(
  db: PrismaClient,
  token: string,
  form: z.output<typeof FirstAdmin>,
  now: Date,
): Promise<void> {
  const { organisation, timeZone, name, email, password } = form;
  if (!(await setupOpen(db, token, now))) throw closed();
  const passwordHash = await hashPassword(password);
  await inTransaction(db, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${SETUP_LOCK})`;
    if (!(await setupOpen(tx, token, now))) throw closed();
    await tx.setupToken.deleteMany();
    await tx.organisation.create({ data: { id: 1, name: organisation, timeZone } });
    const id = randomUUID();
    await tx.user.create({ data: { id, email, name, role: "admin", passwordHash, createdAt: now } });
    await audit(
      tx,
      { actor: email, action: "setup.completed", subject: `user ${id}`, detail: { organisation, timeZone } },
      now,
    );
  });
}

const closed = () => new Refusal("not-found", "This set-up link is not valid, or was used already.");

/** The launcher writes it so when it prints the link (scripts/launch/setup-link.mjs). */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
