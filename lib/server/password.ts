import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** log2 N, r, p: 32 MB and about a quarter of a second a guess (OWASP's equivalents of N = 2^17, p = 1). */
const COST = { logN: 15, r: 8, p: 3 };
const KEY_BYTES = 32;

/** A hash that no password has: verifying against it takes as long as against a real one. */
const NOBODY = `scrypt$${COST.logN}$${COST.r}$${COST.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** `scrypt$log2 N$r$p$salt$hash` (RFC 7914), salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const { logN, r, p } = COST;
  const salt = randomBytes(16);
  const hash = await derive(password, salt, logN, r, p);
  return ["scrypt", logN, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether the password is the one of `stored`. Without `stored` (no such user) it takes the same time and says no. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, hash] = (stored ?? NOBODY).split("$");
  const expected = Buffer.from(hash ?? "", "base64url");
  const actual = await derive(
    password,
    Buffer.from(salt ?? "", "base64url"),
    Number(logN),
    Number(r),
    Number(p),
  );
  return expected.length === actual.length && timingSafeEqual(actual, expected) && stored !== undefined;
}

/** Twenty characters without look-alikes, for people to read out once and change: about 98 bits. */
export function randomPassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  const letters = Array.from(randomBytes(20), (byte) => alphabet[byte % alphabet.length]);
  return letters.join("").replace(/.{5}(?=.)/g, "$&-");
}

/** NFKC, so that a password typed on another keyboard gives the same bytes (NIST SP 800-63B section 5.1.1.2). */
function derive(password: string, salt: Buffer, logN: number, r: number, p: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
