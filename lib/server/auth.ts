import { cookies } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { database } from "./database";
import { secureSite } from "./origin";
import { deriveSecret } from "./secrets";
import { statements } from "./statements";

/** Who is asking, as the database knows them now. */
export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}

/** What the session cookie says; everything else is read from the database at each request. */
export interface SessionClaims {
  sub: string;
  /** The user's generation at sign-in: raising it in the database ends the session. */
  generation: number;
  /** Seconds since 1970, UTC. The session ends 12 hours later however it is used. */
  signedInAt: number;
}

export const SESSION_SECONDS = 12 * 60 * 60;

/** `__Host-` (RFC 6265bis) needs https; without it the plain name. */
export const sessionCookie = (): string => (secureSite() ? "__Host-repute.session" : "repute.session");

/** The key of next-auth's encrypted token. */
export const sessionSecret = (): string => deriveSecret("session").toString("base64url");

/** Whether someone with `role` may do what `needed` may: an admin may do everything. */
export const mayAct = (role: Role, needed: Role): boolean => role === "admin" || role === needed;

/** The user a session token stands for; null when it is forged, too old, or its user was disabled or signed out by an admin. */
export async function userOfToken(
  db: PrismaClient,
  token: string | undefined,
  now: Date,
): Promise<SessionUser | null> {
  const claims = await readClaims(token);
  if (!claims || claims.signedInAt + SESSION_SECONDS <= now.getTime() / 1000) return null;
  const [user] = await statements(db).$queryRaw<SessionUser[]>`
    select id, email, name, role from user_account
    where id = ${claims.sub} and generation = ${claims.generation} and disabled_at is null`;
  return user ?? null;
}

/** The user of the page being rendered, or null. */
export async function currentUser(): Promise<SessionUser | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  return token ? userOfToken(database(), token, new Date()) : null;
}

/**
 * The first line of every page behind the sign-in. Without a session the visitor goes to the sign-in page, and from
 * there on to `here`, the page's own path and query; with too small a role the nearest forbidden.tsx is shown.
 */
export async function requirePage(role: Role = "marketer", here = "/overview"): Promise<SessionUser> {
  const user = await currentUser();
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  if (!mayAct(user.role, role)) forbidden();
  return user;
}

async function readClaims(token: string | undefined): Promise<SessionClaims | null> {
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: sessionSecret() });
    const { sub, generation, signedInAt } = (claims ?? {}) as Partial<SessionClaims>;
    if (typeof sub !== "string" || typeof generation !== "number" || typeof signedInAt !== "number")
      return null;
    return { sub, generation, signedInAt };
  } catch {
    return null;
  }
}
