import { hash } from "node:crypto";
import { normaliseAddress } from "@/lib/core/address";

const view = new DataView(new ArrayBuffer(8));

/** First 8 bytes of a sha-256, as a signed 64-bit number: nobody outside can steer two texts onto one key. */
export function key(text: string): bigint {
  const digest = hash("sha256", text, "binary");
  for (let i = 0; i < 8; i++) view.setUint8(i, digest.charCodeAt(i));
  return view.getBigInt64(0);
}

const MOST_REMEMBERED = 200_000;
const addresses = new Map<string, bigint>();

/** The key of an address: equal for every spelling of it. Remembered, since addresses come again and again. */
export function addressKey(recipient: string): bigint {
  let known = addresses.get(recipient);
  if (known === undefined) {
    if (addresses.size >= MOST_REMEMBERED) addresses.clear();
    known = key(normaliseAddress(recipient));
    addresses.set(recipient, known);
  }
  return known;
}

/** The key of a provider's message: ids of two providers never meet. */
export const messageKey = (source: string, messageId: string): bigint =>
  key(`${source}\x1f${messageId.trim().toLowerCase()}`);

/** The number under which a campaign enters the dictionary: 31 bits from its name. 0 is kept for the rest. */
export const campaignNumber = (name: string): number => Math.max(Number(BigInt.asUintN(31, key(name))), 1);

/**
 * The number under which a sender enters the dictionary: 31 bits from its name, a full address above every bare domain.
 * So the greater of two numbers is the same whichever sender was met first.
 */
export function senderNumber(name: string): number {
  const low = Number(BigInt.asUintN(30, key(name)));
  return (name.includes("@") ? 2 ** 30 : 0) + Math.max(low, 1);
}
