import { createHash } from "node:crypto";
import { NO_BRAND } from "@/components/recipients/frame";
import { styleOf } from "@/components/recipients/style";
import { messagePage } from "@/components/recipients/unsubscribe";
import { Refusal } from "@/lib/core/error";
import { languageFor, RECIPIENT_WORDS, wordingOf } from "@/lib/core/recipient-words";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import { agentOf, networkOf } from "@/lib/core/visitor";
import type { Brand } from "@/lib/server/brand";
import { database } from "@/lib/server/database";
import { log } from "@/lib/server/log";
import { canMail } from "@/lib/server/mailer";
import { databaseAway } from "@/lib/server/outage";
import type { Origin } from "@/lib/server/preferences";
import { sendRecipientMails } from "@/lib/server/recipient-mail";
import { clientAddress } from "@/lib/server/sign-in";
import { type LinkClaims, type LinkPurpose, verifyToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";

interface Visit {
  db: PrismaClient;
  claims: LinkClaims;
  token: string;
  request: Request;
  /** In the language that was chosen, else in the browser's. */
  words: RecipientWords;
  now: Date;
}

type Handler = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;

const RETRY_AFTER_SECONDS = 30;

/** How long anybody waits for the database, in ms: mail programs hang up on who keeps them longer, and do not come again. */
export const PATIENCE = 10_000;

const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
};

const policy = (style: string, forms: "self" | "none"): string =>
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src data:; form-action '${forms}'; base-uri 'none'; frame-ancestors 'none'`;

/**
 * The wrapper of the recipients' handlers: no account and no cookie, the token of the path says who. Whatever is wrong
 * with a token, the answer is one page. A database that is away is said so, for the sender of the request to try again.
 */
export function door(purpose: LinkPurpose, run: (visit: Visit) => Promise<Response>): Handler {
  return async (request, { params }) => {
    const words = wordsFor(request);
    return answered(words, async () => {
      const { token } = await params;
      const claims = verifyToken(purpose, token);
      if (!claims) throw new Refusal("not-found", "The link is not valid.");
      return run({ db: database(), claims, token, request, words, now: new Date() });
    });
  };
}

/** Wherever a link leads that was cut off or has grown: what every bad link shows, and not the dashboard. */
export const lost = (): Promise<Response> =>
  Promise.reject(new Refusal("not-found", "There is no such page."));

/** The answer, or the page for what went wrong. What a database that is stuck still does later is no harm: it was asked for. */
async function answered(words: RecipientWords, run: () => Promise<Response>): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(away(words)), PATIENCE);
  });
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    return refused(error, words);
  } finally {
    clearTimeout(timer);
  }
}

type OpenVisit = Omit<Visit, "claims" | "token"> & {
  params: Record<string, string>;
  /** The client's address, for limits. */
  client: string;
};

type Path = Record<string, string | string[] | undefined>;

/** The wrapper of what strangers may open: nobody is known by it, and nothing told. */
export function openDoor(run: (visit: OpenVisit) => Promise<Response>) {
  return async (request: Request, { params }: { params: Promise<Path> }) => {
    const words = wordsFor(request);
    return answered(words, async () => {
      const client = clientAddress(request.headers.get("x-forwarded-for"));
      // Only a path of any length has parts that are no text, and nobody reads those.
      const named = (await params) as Record<string, string>;
      return run({ db: database(), request, words, now: new Date(), params: named, client });
    });
  };
}

/** Sends what waits, without anybody waiting for it: how long an answer takes must not tell whether a mail goes out. */
export function mailSoon(db: PrismaClient, now: Date): void {
  sendRecipientMails(db, now).catch((error) => log.error({ err: error }, "mails to recipients wait"));
}

/** The words for whoever sent a request: `lang` of the address, else Accept-Language. */
export const wordsFor = (request: Request): RecipientWords =>
  RECIPIENT_WORDS[
    languageFor(new URL(request.url).searchParams.get("lang"), request.headers.get("accept-language"))
  ];

/** How a decision on one of these pages is noted. */
export const fromPage = ({
  claims,
  words,
  request,
}: Pick<Visit, "claims" | "words" | "request">): Origin => ({
  door: "page",
  wording: wordingOf(words),
  mailingId: claims.mailingId,
  ...visitorOf(request),
});

/** From where a request comes, as far as the ledger keeps it. */
export const visitorOf = ({ headers }: Request): Pick<Origin, "network" | "agent"> => ({
  network: networkOf(clientAddress(headers.get("x-forwarded-for"))),
  agent: agentOf(headers.get("user-agent")),
});

/** A whole page, only to be looked at: its buttons send nothing. */
export const preview = (body: string, brand: Brand): Response => page(body, brand, 200, "none");

/** A whole page. */
export const page = (body: string, brand: Brand, status = 200, forms: "self" | "none" = "self"): Response =>
  new Response(body, {
    status,
    headers: {
      ...HEADERS,
      "content-security-policy": policy(styleOf(brand), forms),
      "content-type": "text/html; charset=utf-8",
      vary: "accept-language",
    },
  });

/** A line for a program. */
export const line = (text: string): Response =>
  new Response(`${text}\n`, {
    headers: {
      ...HEADERS,
      "content-security-policy": "default-src 'none'",
      "content-type": "text/plain; charset=utf-8",
    },
  });

const saved = (body: string, type: string, name: string): Response =>
  new Response(body, {
    headers: {
      ...HEADERS,
      "content-security-policy": "default-src 'none'",
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
    },
  });

/** JSON, to be saved under that name. */
export const document = (content: object, name: string): Response =>
  saved(JSON.stringify(content, null, 2), "application/json", name);

/** CSV, to be saved under that name. */
export const table = (text: string, name: string): Response => saved(text, "text/csv; charset=utf-8", name);

/** On to the page that shows what a form did. Never the answer to one-click (RFC 8058 section 3.1). */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { ...HEADERS, location } });

const say = (words: RecipientWords, title: string, detail: string, status: number, offer = false) =>
  page(messagePage(words, title, detail, offer), NO_BRAND, status);

function away(words: RecipientWords): Response {
  const response = say(words, words.away, words.awayDetail, 503);
  response.headers.set("retry-after", String(RETRY_AFTER_SECONDS));
  return response;
}

/** The page, or at least its status, for what went wrong. */
function refused(error: unknown, words: RecipientWords): Response {
  if (databaseAway(error)) return away(words);
  if (!(error instanceof Refusal)) {
    log.error({ err: error }, "recipient page failed");
    return say(words, words.away, words.awayDetail, 500);
  }
  if (error.code === "conflict") return say(words, words.alwaysOnTitle, words.alwaysOnDetail, 409);
  if (error.code === "not-found") return say(words, words.badLink, words.badLinkDetail, 404, canMail());
  if (error.code === "too-many-requests") return say(words, words.tooMany, words.tooManyDetail, 429);
  return say(words, words.notUnderstood, words.nothingChanged, error.code === "too-large" ? 413 : 400);
}
