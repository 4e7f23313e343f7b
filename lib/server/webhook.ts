import { createHash, timingSafeEqual } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import type { Database } from "./database";
import { acceptedSecrets } from "./webhook-secret";

/**
 * Lets a request in that carries one of the accepted secrets, as `secret` in its query or in the header
 * `x-repute-secret` (a custom delivery property of Event Grid).
 * @throws Refusal "not-signed-in", the same for a wrong and for a missing secret; the time it takes tells nothing either
 */
export async function admitAcs(db: Database, request: Request): Promise<void> {
  const query = new URL(request.url).searchParams.get("secret");
  const given = digest(request.headers.get("x-repute-secret") ?? query ?? "");
  const matches = (await acceptedSecrets(db)).map((secret) => timingSafeEqual(given, digest(secret)));
  if (!matches.includes(true)) throw new Refusal("not-signed-in", "Wrong or missing secret.");
}

/** Makes the texts equally long, as the comparison wants them. */
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
