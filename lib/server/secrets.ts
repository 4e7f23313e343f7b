import { hkdfSync } from "node:crypto";

const MINIMUM_LENGTH = 32;

/**
 * Derives the secret of one purpose from the installation's master secret by HKDF-SHA-256 (RFC 5869): 32 bytes.
 * Different purposes give unrelated secrets.
 * @throws when the master secret is missing or shorter than 32 characters.
 */
export function deriveSecret(purpose: string, master = process.env.REPUTE_SECRET): Buffer {
  if (!master || master.length < MINIMUM_LENGTH) {
    throw new Error("REPUTE_SECRET is missing or shorter than 32 characters: start Repute with `npm start`");
  }
  return Buffer.from(hkdfSync("sha256", master, "repute", purpose, 32));
}

/**
 * Master secrets that verify links and signatures, the current one first: `REPUTE_SECRET`, then those of
 * `REPUTE_SECRET_PREVIOUS`, separated by commas.
 */
export function masterSecrets(): string[] {
  const { REPUTE_SECRET = "", REPUTE_SECRET_PREVIOUS = "" } = process.env;
  return [REPUTE_SECRET, ...REPUTE_SECRET_PREVIOUS.split(",").filter(Boolean)];
}
