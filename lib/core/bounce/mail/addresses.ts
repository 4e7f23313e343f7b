/** Longest parts of an address that are looked for, in characters (RFC 5321 section 4.5.3.1 has 64 and 255 octets). */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;
const MAX_FOUND = 1_000;

/** An address in a text: half-open span in UTF-16 units. */
export interface Found {
  address: string;
  start: number;
  end: number;
}

const OUTSIDE_LOCAL = /[\s<>"'`(),:;=@[\]\\|、。「」（）：＜＞]/;
const IN_DOMAIN = /[\p{L}\p{M}\p{N}._-]/u;
const DOMAIN =
  /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,62})(?:\.[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]{0,62}){1,12}$/u;

/** One bit a character for the two questions above, for the characters of ASCII. */
const localAscii = new Uint8Array(128);
const domainAscii = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  localAscii[code] = code < 32 || code === 127 || OUTSIDE_LOCAL.test(char) ? 0 : 1;
  domainAscii[code] = IN_DOMAIN.test(char) ? 1 : 0;
}
const inLocal = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128 ? localAscii[code] === 1 : !OUTSIDE_LOCAL.test(text[at]!);
};
const inDomain = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128 ? domainAscii[code] === 1 : IN_DOMAIN.test(text[at]!);
};

/** The address around the "@" at `at`. Within angle brackets the local part may hold "=", as VERP and SRS have it. */
function around(text: string, at: number): Found | undefined {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL && inLocal(text, start - 1)) start--;
  if (text[start - 1] === "=") {
    let wide = start;
    while (wide > 0 && at - wide < MAX_LOCAL * 3 && (inLocal(text, wide - 1) || text[wide - 1] === "="))
      wide--;
    if (text[wide - 1] === "<") start = wide;
  }
  let end = at + 1;
  while (end < text.length && end - at <= MAX_DOMAIN && inDomain(text, end)) end++;
  while (end > at + 1 && /[.-]/.test(text[end - 1]!)) end--;
  const domain = text.slice(at + 1, end);
  if (start === at || !DOMAIN.test(domain)) return undefined;
  return { address: text.slice(start, end), start, end };
}

/** The addresses of a text, in order, at most 1000. Linear in the text. */
export function findAddresses(text: string): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf("@"); at >= 0 && found.length < MAX_FOUND; at = text.indexOf("@", at + 1)) {
    const one = around(text, at);
    if (one) found.push(one);
  }
  return found;
}

/** The first address of a text; empty where there is none. */
export const firstAddress = (text: string): string => {
  for (
    let at = text.indexOf("@"), seen = 0;
    at >= 0 && seen < MAX_FOUND;
    at = text.indexOf("@", at + 1), seen++
  ) {
    const one = around(text, at);
    if (one) return one.address;
  }
  return "";
};
