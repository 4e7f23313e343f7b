import { Refusal } from "@/lib/core/error";
import { readBody } from "@/lib/server/body";

const BODY_LIMIT = 16_000;

/**
 * The fields of a form, urlencoded or multipart (RFC 8058 section 3.2 lets mail programs choose). A body of no stated
 * type is read as urlencoded.
 * @throws Refusal "too-large" above 16 kB, "invalid-input" when it cannot be read.
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const body = await readBody(request, BODY_LIMIT);
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data/i.test(type))
    return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => {
    throw new Refusal("invalid-input", "The form could not be read.");
  });
  return Object.fromEntries(
    [...form].filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}
