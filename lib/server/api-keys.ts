import { hash, randomBytes } from "node:crypto";
import type { z } from "zod";
import { KEY_PREFIX, type NewKey, type Scope } from "@/lib/core/api-key";
import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";

/** Times in ms since 1970. */
export interface ApiKeyRow {
  /** What the key begins with after "rp_". */
  id: string;
  name: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: number;
  /** Exact to the minute; null: never used. */
  lastUsedAt: number | null;
  /** Null: no end. */
  expiresAt: number | null;
  revokedAt: number | null;
}

const SHOWN = {
  ...{ id: true, name: true, scopes: true, createdBy: true, createdAt: true },
  ...{ lastUsedAt: true, expiresAt: true, revokedAt: true },
} as const;

const shown = (row: Prisma.ApiKeyGetPayload<{ select: typeof SHOWN }>): ApiKeyRow => ({
  ...row,
  scopes: row.scopes as Scope[],
  createdAt: row.createdAt.getTime(),
  lastUsedAt: row.lastUsedAt?.getTime() ?? null,
  expiresAt: row.expiresAt?.getTime() ?? null,
  revokedAt: row.revokedAt?.getTime() ?? null,
});

/** A slow hash would protect a guessable secret; of 192 random bits there is nothing to guess. */
export const hashOfSecret = (secret: string): string => hash("sha256", secret);

/** Every key that was ever made, the newest first. */
export async function listKeys(db: Database): Promise<ApiKeyRow[]> {
  const rows = await db.apiKey.findMany({ select: SHOWN, orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
  return rows.map(shown);
}

/**
 * Makes a key. `token` is given out here and never again.
 * @throws Refusal "invalid-input" when it would end before it begins, "conflict" when a key in use has this name: by it
 * the audit trail tells keys apart
 */
export async function createKey(
  db: PrismaClient,
  input: z.output<typeof NewKey>,
  actor: string,
  now: Date,
): Promise<{ key: ApiKeyRow; token: string }> {
  if (input.expiresAt && input.expiresAt <= now)
    throw new Refusal("invalid-input", "Choose a day that is still to come.", "expiresAt");
  const id = randomBytes(6).toString("hex");
  const secret = randomBytes(24).toString("hex");
  const key = await db.$transaction(async (tx) => {
    // Before the look at the names: of two who take one name at once, the second waits here and then sees the first.
    const detail = { name: input.name, scopes: input.scopes, expiresAt: input.expiresAt };
    await audit(tx, { actor, action: "api-key.created", subject: `key ${id}`, detail }, now);
    const namesake = await tx.apiKey.findFirst({ where: { name: input.name, revokedAt: null } });
    if (namesake) throw new Refusal("conflict", "A key has this name already.", "name");
    const data = { ...input, id, hash: hashOfSecret(secret), createdBy: actor, createdAt: now };
    return tx.apiKey.create({ data, select: SHOWN });
  });
  return { key: shown(key), token: `${KEY_PREFIX}${id}_${secret}` };
}

/**
 * Ends a key: its next request is refused.
 * @throws Refusal "not-found", "conflict" when it was revoked before
 */
export async function revokeKey(db: PrismaClient, id: string, actor: string, now: Date): Promise<ApiKeyRow> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    const key = await tx.apiKey.findUnique({ where: { id }, select: SHOWN });
    if (!key) throw new Refusal("not-found", "There is no such key.");
    if (count === 0) throw new Refusal("conflict", `${key.name} is revoked already.`);
    const detail = { name: key.name };
    await audit(tx, { actor, action: "api-key.revoked", subject: `key ${id}`, detail }, now);
    return shown(key);
  });
}
