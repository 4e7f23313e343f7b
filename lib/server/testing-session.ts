import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { SESSION_SECONDS, type SessionUser, sessionCookie, sessionSecret } from "./auth";

export const TEST_ORIGIN = "https://repute.example";

/** What a server keeps for all its requests. */
const kept = globalThis as { reputeDatabase?: PrismaClient; reputeAnswers?: Map<string, unknown> };

/**
 * What the launcher gives to the server; call it before anything else. What a server of an earlier file has kept in this
 * process is forgotten.
 */
export function testEnvironment(databaseUrl: string): void {
  void kept.reputeDatabase?.$disconnect();
  kept.reputeDatabase = undefined;
  kept.reputeAnswers?.clear();
  process.env.DATABASE_URL = databaseUrl;
  process.env.NEXTAUTH_URL = TEST_ORIGIN;
  process.env.REPUTE_SECRET = "a master secret for the tests only, 0123456789";
  process.env.LOG_LEVEL = "silent";
}

/** A user of that role, and the headers that their browser would send with a request from our own pages. */
export async function signedIn(
  db: PrismaClient,
  role: Role,
): Promise<{ user: SessionUser; headers: Record<string, string> }> {
  const id = randomUUID();
  const user = { id, email: `${role}-${id.slice(0, 8)}@marlow.example`, name: role, role };
  await db.user.create({ data: { ...user, passwordHash: "none" } });
  return { user, headers: { origin: TEST_ORIGIN, cookie: await cookieFor(id) } };
}

/** The cookie of a session that began at `signedInAt`. */
export async function cookieFor(userId: string, generation = 0, signedInAt = new Date()): Promise<string> {
  const claims = { sub: userId, generation, signedInAt: Math.floor(signedInAt.getTime() / 1000) };
  const token = await encode({ token: claims, secret: sessionSecret(), maxAge: SESSION_SECONDS });
  return `${sessionCookie()}=${token}`;
}
