import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { KEY_PREFIX, SCOPE_NAMES, type Scope } from "@/lib/core/api-key";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { mayAct, type SessionUser, sessionCookie, userOfToken } from "./auth";
import { admitKey, bearerOf } from "./bearer";
import { cookieOf, readBody } from "./body";
import { database } from "./database";
import { publicOrigin } from "./origin";
import { problem } from "./problem";
import { forgetAnswers } from "./reports/shared-answers";

const JSON_LIMIT = 1_000_000;
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

type Who = Role | "anyone";
type Parsed<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

/** The path of what the database numbers: /api/v1/lists/12. */
export const NumberedPath = z.object({ id: z.coerce.number().pipe(z.int32().positive()) });

interface Context<W extends Who, K, S, P> {
  db: PrismaClient;
  /** Null only where anyone may, and where a key may and came. */
  user: W extends "anyone" ? null : K extends Scope ? SessionUser | null : SessionUser;
  /** Who is asking, for the audit trail: an e-mail, or "key" and its name. */
  actor: string;
  /** What the key may that came; a person may all that the role does. */
  scopes: readonly string[];
  input: Parsed<S, undefined>;
  params: Parsed<P, Record<string, string>>;
  request: Request;
  now: Date;
}

interface Definition<W extends Who, K, S, P> {
  /** Who may. An admin may whatever a marketer may; "anyone" needs no session and gets no user. */
  role: W;
  /** The scope by which an API key may, too. Without it no key is let in, whatever its scopes. */
  key?: K;
  /** Reads `input`: from the query of GET, HEAD, DELETE and streamed requests, else from the JSON body. */
  input?: S;
  /** Reads the parameters of the path; what it refuses is not found. */
  params?: P;
  /** "stream": the body is left to `run`, which must cap it itself. */
  body?: "json" | "stream";
  /** Of a JSON body, in bytes; default 1 MB. */
  limit?: number;
  /** Of the answer; default 200, or 204 when `run` returns nothing. */
  status?: number;
  /** Does it. What is returned is sent as JSON, a Response as it is. */
  run: (context: Context<W, K, S, P>) => Promise<unknown>;
}

/** What a handler is made from, as far as the description of the API tells it: see openapi.ts. */
export interface Described {
  role: Who;
  key: Scope | undefined;
  input: z.ZodType | undefined;
  body: "json" | "stream" | undefined;
  status: number | undefined;
}

type Handle = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Handler = Handle & { described: Described };

/** The one wrapper of every handler under app/api. It knows who may, how to parse, which status, and how an error is told. */
export function route<
  W extends Who,
  K extends Scope | undefined = undefined,
  S extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>({ role, key, input: schema, params: path, body, limit, status, run }: Definition<W, K, S, P>): Handler {
  const handle: Handle = async (request, { params }) => {
    try {
      const now = new Date();
      const db = database();
      const who = role === "anyone" ? ANYONE : await admit(db, request, role, key, now);
      const place = locate(await params, path);
      const input = schema && (await parse(request, schema, body, limit));
      const result = await run({ db, ...who, input, params: place, request, now } as Context<W, K, S, P>);
      if (who.user && !SAFE_METHODS.includes(request.method)) forgetAnswers();
      return respond(result, status);
    } catch (error) {
      return problem(error, request);
    }
  };
  return Object.assign(handle, { described: { role, key, input: schema, body, status } });
}

function locate(params: unknown, schema?: z.ZodType): unknown {
  const parsed = schema?.safeParse(params);
  if (parsed && !parsed.success) throw new Refusal("not-found", "There is nothing at this address.");
  return parsed ? parsed.data : params;
}

type Admitted = { user: SessionUser | null; actor: string; scopes: readonly string[] };
const ANYONE: Admitted = { user: null, actor: "anonymous", scopes: [] };

/**
 * A request with a key counts by that key alone, needs no origin, and is refused where keys are not let in. A foreign
 * bearer beside a session is the business of a proxy before us.
 */
async function admit(
  db: PrismaClient,
  request: Request,
  role: Role,
  scope: Scope | undefined,
  now: Date,
): Promise<Admitted> {
  const token = bearerOf(request);
  const cookie = cookieOf(request, sessionCookie());
  if (token !== null && (token.startsWith(KEY_PREFIX) || !cookie)) {
    if (!scope) throw new Refusal("not-signed-in", "API keys are not let in here.");
    return { user: null, ...(await admitKey(db, token, scope, now)) };
  }
  if (!cookie)
    throw new Refusal("not-signed-in", scope ? "Send an API key, or sign in first." : "Sign in first.");
  if (!SAFE_METHODS.includes(request.method) && !sameOrigin(request)) {
    throw new Refusal("not-allowed", "This request came from another site.");
  }
  const user = await userOfToken(db, cookie, now);
  if (!user) throw new Refusal("not-signed-in", "Sign in first.");
  if (!mayAct(user.role, role)) throw new Refusal("not-allowed", "Only an admin may do this.");
  return { user, actor: user.email, scopes: SCOPE_NAMES };
}

/** `Origin: null` (sandboxed frames, data: pages) is another site, whatever else the request says. */
function sameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === "null") return false;
  return origin === publicOrigin() || request.headers.get("sec-fetch-site") === "same-origin";
}

async function parse(
  request: Request,
  schema: z.ZodType,
  body?: "json" | "stream",
  limit = JSON_LIMIT,
): Promise<unknown> {
  const fromQuery = body === "stream" || ["GET", "HEAD", "DELETE"].includes(request.method);
  if (fromQuery) return schema.parse(withoutNul(Object.fromEntries(new URL(request.url).searchParams)));
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new Refusal("invalid-input", "Send the input as application/json.");
  }
  const bytes = await readBody(request, limit);
  if (!isUtf8(bytes)) throw new Refusal("invalid-input", "The body is not UTF-8.");
  try {
    return schema.parse(withoutNul(JSON.parse(new TextDecoder().decode(bytes))));
  } catch (error) {
    throw error instanceof SyntaxError ? new Refusal("invalid-input", "The body is not JSON.") : error;
  }
}

/** PostgreSQL has no place for U+0000 in a text. */
function withoutNul(input: unknown): unknown {
  if (JSON.stringify(input).includes("\\u0000"))
    throw new Refusal("invalid-input", "The input contains a NUL character.");
  return input;
}

function respond(result: unknown, status?: number): Response {
  const response =
    result instanceof Response
      ? result
      : result === undefined
        ? new Response(null, { status: status ?? 204 })
        : Response.json(result, { status });
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}
