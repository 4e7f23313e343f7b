import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { SESSION_SECONDS, sessionCookie, sessionSecret } from "./auth";
import { database } from "./database";
import { log } from "./log";
import { secureSite } from "./origin";
import { databaseAway } from "./outage";
import { clientAddress, signIn } from "./sign-in";

const Credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1000) });

/** What authorize hands to the jwt callback. */
type Admitted = User & { generation: number };

/** next-auth with one provider and an encrypted cookie that says who, which generation, and since when. */
export function sessionOptions(): NextAuthOptions {
  const secure = secureSite();
  return {
    secret: sessionSecret(),
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookie(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) => authorize(credentials, request.headers?.["x-forwarded-for"]),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token;
        const { id, generation } = user as Admitted;
        return { sub: id, generation, signedInAt: Math.floor(Date.now() / 1000) };
      },
    },
  };
}

/** next-auth shows the message of an error in a URL, so nothing but one of our codes may leave here. */
async function authorize(credentials: unknown, forwardedFor: string | undefined): Promise<Admitted | null> {
  const parsed = Credentials.safeParse(credentials);
  if (!parsed.success) return null;
  try {
    return await signIn(database(), { ...parsed.data, client: clientAddress(forwardedFor) }, new Date());
  } catch (error) {
    if (error instanceof Refusal) {
      log.warn({ code: error.code }, "sign-in refused");
      throw new Error(error.code);
    }
    log.error({ err: error }, "sign-in failed");
    throw new Error(databaseAway(error) ? "unavailable" : "failed");
  }
}
