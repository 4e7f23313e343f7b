import { createHash } from "node:crypto";
import { STYLE } from "@/components/recipients/style";
import { messagePage } from "@/components/recipients/unsubscribe";
import { Refusal } from "@/lib/core/error";
import { words } from "@/lib/core/recipient-words";
import { database } from "@/lib/server/database";
import { log } from "@/lib/server/log";
import { databaseAway } from "@/lib/server/outage";
import { type LinkClaims, type LinkPurpose, verifyToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";

interface Visit {
  db: PrismaClient;
  claims: LinkClaims;
  token: string;
  request: Request;
  now: Date;
}

type Handler = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;

const RETRY_AFTER_SECONDS = 30;

const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/**
 * The wrapper of the recipients' handlers: no account and no cookie, the token of the path says who. Whatever is wrong
 * with a token, the answer is one page. A database that is away is said so, for the sender of the request to try again.
 */
export function door(purpose: LinkPurpose, run: (visit: Visit) => Promise<Response>): Handler {
  return async (request, { params }) => {
    try {
      const { token } = await params;
      const claims = verifyToken(purpose, token);
      if (!claims) throw new Refusal("not-found", "The link is not valid.");
      return await run({ db: database(), claims, token, request, now: new Date() });
    } catch (error) {
      return refused(error);
    }
  };
}

/** A whole page. */
export const page = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { ...HEADERS, "content-type": "text/html; charset=utf-8" } });

/** A line for a program. */
export const line = (text: string): Response =>
  new Response(`${text}\n`, { headers: { ...HEADERS, "content-type": "text/plain; charset=utf-8" } });

/** On to the page that shows what a form did. Never the answer to one-click (RFC 8058 section 3.1). */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { ...HEADERS, location } });

function refused(error: unknown): Response {
  if (databaseAway(error)) {
    const response = page(messagePage(words.away, words.awayDetail), 503);
    response.headers.set("retry-after", String(RETRY_AFTER_SECONDS));
    return response;
  }
  if (!(error instanceof Refusal)) {
    log.error({ err: error }, "recipient page failed");
    return page(messagePage(words.away, words.awayDetail), 500);
  }
  if (error.code === "conflict") return page(messagePage(words.alwaysOnTitle, words.alwaysOnDetail), 409);
  if (error.code === "not-found") return page(messagePage(words.badLink, words.badLinkDetail), 404);
  return page(messagePage(words.notUnderstood, words.nothingChanged), error.code === "too-large" ? 413 : 400);
}
