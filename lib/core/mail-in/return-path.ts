/** The field in which a mail carries the token where its sender has no return path of its own, as with ACS. Lower case. */
export const DELIVERY_FIELD = "x-repute-delivery";

/**
 * 30 bytes in the letters and digits that no server changes, in lower case: with a name before it of up to 15 characters it
 * fits into the 64 octets of a local part (RFC 5321 section 4.5.3.1.1).
 */
const TOKEN = /(?<![a-z0-9])[a-z2-7]{48}(?![a-z0-9])/i;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** Of the token and what it stands for. */
export const TOKEN_BYTES = 30;

/** The token in an address, a field or the fields of a report, in lower case; empty where there is none. */
export function tokenIn(text: string): string {
  const [tagged] = /[+=-][a-z2-7]{48}@/i.exec(text) ?? [];
  const [found = ""] = TOKEN.exec(tagged ?? (/^\s*[a-z2-7]{48}\s*$/i.test(text) ? text : "")) ?? [];
  return found.toLowerCase();
}

/** `bounce@mail.example` with a token, as `bounce+token@mail.example`. */
export function returnPathWith(token: string, mailbox: string): string {
  const at = mailbox.lastIndexOf("@");
  return `${mailbox.slice(0, at)}+${token}${mailbox.slice(at)}`;
}

/** Bytes in base 32 (RFC 4648 section 6) in lower case; their number must be a multiple of five. */
export function toBase32(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 5) {
    let group = 0n;
    for (const byte of bytes.subarray(at, at + 5)) group = (group << 8n) | BigInt(byte);
    for (let shift = 35n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((group >> shift) & 31n)];
  }
  return text;
}

/** The inverse of {@link toBase32}, of what {@link tokenIn} has found. */
export function fromBase32(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length / 8) * 5);
  for (let at = 0; at < text.length; at += 8) {
    let group = 0n;
    for (const char of text.slice(at, at + 8)) group = (group << 5n) | BigInt(ALPHABET.indexOf(char));
    for (let i = 0; i < 5; i++) bytes[(at / 8) * 5 + i] = Number((group >> BigInt(32 - 8 * i)) & 255n);
  }
  return bytes;
}
