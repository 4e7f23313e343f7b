import { Refusal } from "@/lib/core/error";

/**
 * Reads a whole request body of at most `limit` bytes.
 * @throws Refusal "too-large" as soon as more has come, whatever Content-Length said.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader?.cancel();
      throw new Refusal("too-large", `The body is larger than ${limit.toLocaleString("en-GB")} bytes.`);
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The value of one cookie of a request, decoded. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pair = (request.headers.get("cookie") ?? "")
    .split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`));
  try {
    return pair && decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    return undefined;
  }
}
