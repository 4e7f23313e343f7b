import { timingSafeEqual } from "node:crypto";
import { KEY_FORM, type Scope } from "@/lib/core/api-key";
import { Refusal } from "@/lib/core/error";
import type { ApiKey, PrismaClient } from "@/prisma/generated/client";
import { hashOfSecret } from "./api-keys";
import { statements } from "./statements";

const MINUTE = 60_000;
/** Of no secret: what an unknown key is compared with. */
const NOTHING = "0".repeat(64);

type KeyRow = Pick<ApiKey, "name" | "hash" | "scopes" | "revokedAt" | "expiresAt" | "lastUsedAt">;

export interface KeyHolder {
  actor: string;
  scopes: readonly string[];
}

/** What stands behind "Bearer" in the request (RFC 6750 section 2.1); null where there is none. */
export function bearerOf(request: Request): string | null {
  const [, token] = /^bearer +(.*)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return token?.trim() ?? null;
}

/** @throws Refusal "not-allowed" where the scope is not among these */
export function needScope(scopes: readonly string[], scope: Scope): void {
  if (!scopes.includes(scope))
    throw new Refusal("not-allowed", `This API key may not do that: it lacks ${scope}.`);
}

/**
 * Lets a key in that has this scope, and notes its use.
 * @returns its name for the audit trail, and all that it may
 * @throws Refusal "not-signed-in" for a key that is none, or no longer; "not-allowed" for one without the scope
 */
export async function admitKey(db: PrismaClient, token: string, scope: Scope, now: Date): Promise<KeyHolder> {
  const [, id = "", secret = ""] = KEY_FORM.exec(token) ?? [];
  const [key] = await statements(db).$queryRaw<KeyRow[]>`
    select name, hash, scopes, revoked_at as "revokedAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_key where id = ${id}`;
  const genuine = timingSafeEqual(
    Buffer.from(hashOfSecret(secret), "hex"),
    Buffer.from(key?.hash ?? NOTHING, "hex"),
  );
  if (!genuine || !key || key.revokedAt || (key.expiresAt && key.expiresAt <= now))
    throw new Refusal("not-signed-in", "This API key is not valid: unknown, revoked or expired.");
  needScope(key.scopes, scope);
  const before = new Date(now.getTime() - MINUTE);
  if (!key.lastUsedAt || key.lastUsedAt <= before) {
    const unused = [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }];
    await db.apiKey.updateMany({ where: { id, OR: unused }, data: { lastUsedAt: now } });
  }
  return { actor: `key ${key.name}`, scopes: key.scopes };
}
