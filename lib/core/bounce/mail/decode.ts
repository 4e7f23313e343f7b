/** Decoders are kept, by the name that mails use; real mails know a few dozen. */
const decoders = new Map<string, TextDecoder | undefined>();
const MAX_DECODERS = 100;

function decoderOf(charset: string): TextDecoder | undefined {
  if (decoders.has(charset)) return decoders.get(charset);
  let decoder: TextDecoder | undefined;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    decoder = undefined;
  }
  if (decoders.size < MAX_DECODERS) decoders.set(charset, decoder);
  return decoder;
}

const LATIN1 = new TextDecoder("windows-1252");
const CHUNK = 4_096;
const ESCAPE = String.fromCharCode(27);
const UTF8 = new TextDecoder("utf-8", { fatal: true });

const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
};

/** Bytes as a text of one character a byte, which nobody has decoded yet. */
export function fromBytes(bytes: Uint8Array): string {
  // Fast, and right unless bytes of 0x80 to 0x9f come, which this charset takes for other characters.
  const quick = LATIN1.decode(bytes);
  if (!/[\u0100-\uffff]/.test(quick)) return quick;
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]);
  return text;
}

/**
 * Decodes a text of one character a byte. UTF-8 goes before what the mail declares, which is often wrong; a text that was
 * decoded already comes back as it is. Never throws.
 */
export function decodeCharset(text: string, charset: string): string {
  // Escape sequences of ISO-2022 are the one way for ASCII to mean something else.
  const shifted = text.includes(ESCAPE);
  if (!shifted && !/\P{ASCII}/u.test(text)) return text;
  if (/[\u0100-\uffff]/.test(text)) return text;
  const bytes = bytesOf(text);
  if (shifted) return decoderOf("iso-2022-jp")?.decode(bytes) ?? text;
  try {
    return UTF8.decode(bytes);
  } catch {
    return (decoderOf(charset.trim().toLowerCase()) ?? decoderOf("windows-1252"))?.decode(bytes) ?? text;
  }
}

const HEX = /=([0-9A-Fa-f]{2})/g;

/** Quoted-printable (RFC 2045 section 6.7) to bytes; what is none stays as it is. */
const unquote = (text: string): string =>
  text
    .replace(/=[ \t]{0,20}\r?\n/g, "")
    .replace(HEX, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Base64 to bytes, up to the first character that is none. */
function unbase64(text: string): string {
  const [clean = ""] = /^[A-Za-z0-9+/]*/.exec(text.replace(/\s+/g, "")) ?? [];
  const whole = clean.length % 4 === 1 ? clean.slice(0, -1) : clean;
  return atob(whole);
}

/** Undoes a Content-Transfer-Encoding; one that is unknown counts as none. */
export function decodeTransfer(text: string, encoding: string): string {
  switch (encoding.trim().toLowerCase()) {
    case "quoted-printable":
      return text.includes("=") ? unquote(text) : text;
    case "base64":
      return unbase64(text);
    default:
      return text;
  }
}

const ENCODED_WORD = /=\?([\w-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]{0,500})\?=/gi;

/** A field of a header with its encoded words decoded (RFC 2047), neighbours of one charset joined before. */
export function decodeWords(value: string): string {
  if (!value.includes("=?")) return decodeCharset(value, "");
  const joined = value.replace(/\?=\s{1,100}=\?/g, "?==?");
  return decodeCharset(
    joined.replace(ENCODED_WORD, (_, charset: string, how: string, word: string) =>
      decodeCharset(how.toLowerCase() === "b" ? unbase64(word) : unquote(word.replace(/_/g, " ")), charset),
    ),
    "",
  );
}
