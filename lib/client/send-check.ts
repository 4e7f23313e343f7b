import type { SendCheck } from "@/lib/core/send-check/findings";
import { ask } from "./request";

export interface SendCheckScope {
  /** From 0; without it the server chooses. */
  column?: number;
  listId?: number;
  /** The domain it is sent from. */
  sender?: string;
}

/** Sends a list to be judged, as it is. The server keeps nothing of it. */
export function checkList(list: Blob, { column, listId, sender }: SendCheckScope): Promise<SendCheck> {
  const query = new URLSearchParams();
  if (column !== undefined) query.set("column", String(column));
  if (listId !== undefined) query.set("listId", String(listId));
  if (sender !== undefined) query.set("sender", sender);
  return ask("POST", `/api/v1/suppressions/send-check?${query}`, list);
}

/** The text of a list in which a check's `ends` are places, and how to write parts of it as the file was written. */
export interface ListText {
  text: Uint8Array<ArrayBuffer>;
  write(parts: Uint8Array[]): Blob;
}

const UTF8_MARK = new Uint8Array([0xef, 0xbb, 0xbf]);

/**
 * Reads the list as the server did. What was UTF-8 or Latin-1 is written so again, byte for byte; UTF-16 and gzip are
 * written as plain UTF-8.
 * @throws Error when the text is not the one that was checked: then nothing must be cut
 */
export async function listText(
  list: Blob,
  { encoding, ends }: Pick<SendCheck, "encoding" | "ends">,
): Promise<ListText> {
  const bytes = await unpacked(list);
  const [first, second] = bytes;
  let text = bytes;
  let mark: Uint8Array<ArrayBuffer> = new Uint8Array();
  if (UTF8_MARK.every((byte, i) => bytes[i] === byte)) {
    mark = UTF8_MARK;
    text = bytes.subarray(UTF8_MARK.length);
  } else if (first === 0xff && second === 0xfe) text = recoded(bytes, "utf-16le");
  else if (first === 0xfe && second === 0xff) text = recoded(bytes, "utf-16be");
  const latin = encoding === "Latin-1";
  if (latin) text = fromLatin1(text);
  if ((ends.at(-1) ?? 0) > text.length) throw new Error("The list is not the one that was checked.");
  return {
    text,
    write: (parts) =>
      new Blob([mark, ...parts.map((part) => (latin ? toLatin1(part) : new Uint8Array(part)))]),
  };
}

async function unpacked(list: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await list.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const recoded = (bytes: Uint8Array, encoding: string) =>
  new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));

/** ISO 8859-1, which no TextDecoder knows: by that name it means windows-1252. Every byte is the character of its number. */
function fromLatin1(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const high = bytes.reduce((n, byte) => n + (byte > 0x7f ? 1 : 0), 0);
  const text = new Uint8Array(bytes.length + high);
  let at = 0;
  for (const byte of bytes) {
    if (byte > 0x7f) text[at++] = 0xc0 | (byte >> 6);
    text[at++] = byte > 0x7f ? 0x80 | (byte & 0x3f) : byte;
  }
  return text;
}

const toLatin1 = (text: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(text), (char) => char.charCodeAt(0));
