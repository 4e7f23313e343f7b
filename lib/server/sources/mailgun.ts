import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { fieldsOf } from "@/lib/core/sources/fields";
import { decodeJson } from "@/lib/core/sources/json";
import { word } from "@/lib/core/sources/pick";
import { keysOf, unsigned } from "./keys";
import type { Knock } from "./knock";

const MINUTE = 60_000;
/** Mailgun comes again for eight hours, with the signature of the first attempt. */
export const LONGEST_AGE = 12 * 60 * MINUTE;
const CLOCKS_DIFFER = 5 * MINUTE;

/**
 * HMAC-SHA256 over timestamp and token, which says nothing of the body. So a token is good once: with another body it is
 * refused, with the same it is a repeat.
 */
export async function admitMailgun(knock: Knock): Promise<void> {
  const keys = keysOf(knock);
  const body = await knock.body();
  const decoded = decodeJson(new TextDecoder().decode(body));
  const signature = "value" in decoded ? fieldsOf(fieldsOf(decoded.value)?.signature) : undefined;
  const [timestamp, token] = [word(signature?.timestamp), word(signature?.token)];
  const given = Buffer.from(word(signature?.signature), "hex");
  const age = knock.now.getTime() - Number(timestamp) * 1_000;
  const genuine = keys.map((key) => isSigned(key, timestamp + token, given)).includes(true);
  if (!genuine || !token || !(age <= LONGEST_AGE) || age < -CLOCKS_DIFFER) throw unsigned();
  await spend(knock, token, createHash("sha256").update(body).digest("hex"));
}

function isSigned(key: string, text: string, given: Buffer): boolean {
  const wanted = createHmac("sha256", key).update(text).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function spend({ db, source, now }: Knock, token: string, digest: string): Promise<void> {
  const data = { token: `${source} ${token}`, digest, at: now };
  await db.signatureToken.createMany({ data, skipDuplicates: true });
  const known = await db.signatureToken.findUniqueOrThrow({ where: { token: data.token } });
  if (known.digest !== digest) throw unsigned();
}
