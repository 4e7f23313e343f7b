import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveSecret, masterSecrets } from "./secrets";

const [NONCE, TAG] = [12, 16];
const keyOf = (purpose: string, master?: string) => deriveSecret(`sealed:${purpose}`, master);

/** Encrypts a text for the database (AES-256-GCM, NIST SP 800-38D) under a key of the master secret. */
export function seal(purpose: string, text: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The inverse of {@link seal}, by any key of the ring; null for what was changed, or sealed under another secret. */
export function unseal(purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < NONCE + TAG) return null;
  for (const master of masterSecrets()) {
    try {
      const opener = createDecipheriv("aes-256-gcm", keyOf(purpose, master), bytes.subarray(0, NONCE));
      opener.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return opener.update(bytes.subarray(NONCE + TAG), undefined, "utf8") + opener.final("utf8");
    } catch {
      // Another key of the ring, or none.
    }
  }
  return null;
}
