import { createHmac, timingSafeEqual } from "node:crypto";
import { fromBase32, TOKEN_BYTES, toBase32 } from "@/lib/core/mail-in/return-path";
import { addressKey, messageKey } from "@/lib/server/keys";
import { deriveSecret, masterSecrets } from "@/lib/server/secrets";

const DAY = 86_400_000;
/** Asynchronous bounces come within days, complaints within weeks. In days. */
const GOOD_FOR = 90;
/** Of the payload: day, address, message. */
const PAYLOAD = 2 + 8 + 8;

/** The delivery that a return path stands for, by its keys. */
export interface ReturnClaims {
  address: bigint;
  message: bigint;
}

/** The mail that a return path is made for. */
export interface OutgoingMail {
  /** Provider that reports on it, and the id by which it will: for ACS the `Operation-Id` that the sender chose. */
  source: string;
  messageId: string;
  recipient: string;
}

/**
 * The token of the return path of one mail to one recipient: day, keys of address and message, and 96 bits of an
 * HMAC-SHA-256 of them. No address in it; whoever cannot sign cannot make a bounce count.
 */
export function makeReturnToken({ source, messageId, recipient }: OutgoingMail, now: Date): string {
  const payload = Buffer.alloc(PAYLOAD);
  payload.writeUInt16BE(dayOf(now), 0);
  payload.writeBigInt64BE(addressKey(recipient), 2);
  payload.writeBigInt64BE(messageKey(source, messageId), 10);
  return toBase32(Buffer.concat([payload, macOf(masterSecrets()[0], payload)]));
}

/** What a token says, or why it says nothing. Constant time; signed by any key of the ring. */
export function verifyReturnToken(token: string, now: Date): ReturnClaims | "forged" | "expired" {
  const bytes = Buffer.from(fromBase32(token));
  const payload = bytes.subarray(0, PAYLOAD);
  const given = bytes.subarray(PAYLOAD);
  const matches = masterSecrets()
    .filter(Boolean)
    .map((master) => timingSafeEqual(given, macOf(master, payload)));
  if (!matches.includes(true)) return "forged";
  const age = dayOf(now) - payload.readUInt16BE(0);
  if (age > GOOD_FOR || age < -1) return "expired";
  return { address: payload.readBigInt64BE(2), message: payload.readBigInt64BE(10) };
}

const dayOf = (time: Date): number => Math.floor(time.getTime() / DAY);

/** Derived once a process for each master secret: a mailing asks for hundreds of thousands of tokens. */
const derived = new Map<string, Buffer>();

function secretOf(master = ""): Buffer {
  const known = derived.get(master) ?? deriveSecret("return-path", master);
  derived.set(master, known);
  return known;
}

const macOf = (master: string | undefined, payload: Buffer): Buffer =>
  createHmac("sha256", secretOf(master))
    .update(payload)
    .digest()
    .subarray(0, TOKEN_BYTES - PAYLOAD);
