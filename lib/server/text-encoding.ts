import { isUtf8 } from "node:buffer";

export type TextEncoding = "UTF-8" | "Latin-1";

/** The text of a file as UTF-8, and how it was written as far as it has been read. */
export interface EncodedText {
  parts: AsyncGenerator<Buffer>;
  encoding(): TextEncoding;
}

/**
 * Text that says nothing of its encoding: UTF-8 up to the first bytes that are none, from there on Latin-1 (ISO 8859-1).
 * Every byte is some character of it, so this never fails.
 */
export function utf8OrLatin1(source: AsyncIterable<Buffer>): EncodedText {
  let latin = false;
  let held: Buffer = Buffer.alloc(0);
  const decode = (bytes: Buffer, whole: number): Buffer => {
    latin ||= !isUtf8(bytes.subarray(0, whole));
    if (latin) return Buffer.from(bytes.toString("latin1"));
    held = bytes.subarray(whole);
    return bytes.subarray(0, whole);
  };
  async function* parts() {
    for await (const part of source) {
      const bytes = held.length > 0 ? Buffer.concat([held, part]) : part;
      held = Buffer.alloc(0);
      yield decode(bytes, bytes.length - unfinished(bytes));
    }
    if (held.length > 0) yield decode(held, held.length);
  }
  return { parts: parts(), encoding: () => (latin ? "Latin-1" : "UTF-8") };
}

/** How many bytes at the end are the beginning of one character (RFC 3629, section 3). */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
