import { randomUUID } from "node:crypto";
import { ZodError } from "zod";
import { type ErrorCode, Refusal } from "@/lib/core/error";
import { log } from "./log";
import { databaseAway } from "./outage";

/** Which status each refusal has. Exhaustive by its type. */
const STATUS: Record<ErrorCode, number> = {
  "invalid-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "too-many-requests": 429,
  unavailable: 503,
};

const RETRY_AFTER_SECONDS = 10;

/** An unknown error shows nothing of itself outside: only the id under which the log has it. */
export function problem(error: unknown, request: Request): Response {
  const refusal = refusalOf(error);
  if (refusal) {
    const { code, message, field, cause } = refusal;
    if (cause) log.error({ err: cause, path: new URL(request.url).pathname }, "our own trouble");
    return document(STATUS[code], { type: `urn:repute:${code}`, title: message, code, field });
  }
  const requestId = randomUUID();
  log.error(
    { err: error, requestId, method: request.method, path: new URL(request.url).pathname },
    "request failed",
  );
  return document(500, { type: "about:blank", title: "Something went wrong on the server.", requestId });
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) {
    const issue = error.issues[0];
    return new Refusal(
      "invalid-input",
      issue?.message ?? "The input is not valid.",
      issue?.path.join(".") || undefined,
    );
  }
  return databaseAway(error)
    ? new Refusal("unavailable", "The database cannot be reached. Try again in a moment.")
    : null;
}

function document(status: number, body: { type: string; title: string } & Record<string, unknown>): Response {
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  // RFC 9110 section 15.5.2 asks for it; of Bearer a browser makes no dialogue of its own.
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="repute"');
  if (status === 503 || status === 429) headers.set("retry-after", String(RETRY_AFTER_SECONDS));
  return new Response(JSON.stringify({ ...body, status }), { status, headers });
}
