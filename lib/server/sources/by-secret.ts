import { createHash, timingSafeEqual } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import { acceptedSecrets } from "./address";
import type { Knock } from "./knock";

/**
 * Lets a request in that carries one of the accepted secrets: as `secret` in its query, in the header `x-repute-secret`,
 * or as the password of Basic (RFC 7617). The time it takes tells nothing of a wrong one.
 * @throws Refusal "not-signed-in", the same for a wrong and for a missing secret
 */
export async function admitBySecret({
  source,
  settings,
  request,
}: Pick<Knock, "source" | "settings" | "request">) {
  const query = new URL(request.url).searchParams.get("secret");
  const given = digest(request.headers.get("x-repute-secret") ?? basicPassword(request) ?? query ?? "");
  const matches = acceptedSecrets(source, settings).map((secret) => timingSafeEqual(given, digest(secret)));
  if (!matches.includes(true)) throw new Refusal("not-signed-in", "Wrong or missing secret.");
}

/** Makes the texts equally long, as the comparison wants them. */
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function basicPassword(request: Request): string | undefined {
  const [, encoded] = /^Basic\s+([\w+/=-]+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return (
    encoded &&
    Buffer.from(encoded, "base64")
      .toString("utf8")
      .replace(/^[^:]*:/, "")
  );
}
