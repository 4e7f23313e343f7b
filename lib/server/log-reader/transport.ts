import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Refusal } from "@/lib/core/error";
import { peek } from "./peek";

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZIP = Buffer.from("PK\x03\x04");
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_LE_MARK = Buffer.from([0xff, 0xfe]);
const UTF16_BE_MARK = Buffer.from([0xfe, 0xff]);

/** The text of a file as UTF-8 without a byte-order mark: unpacks gzip, decodes UTF-16. Both are known by their first bytes. */
export async function* decoded(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const packed = await peek(source, (head) => head.length >= 4);
  if (starts(packed.head, ZIP)) {
    throw new Refusal(
      "invalid-input",
      `${name} is a ZIP archive or an Excel workbook. Unpack it, or save it as CSV.`,
    );
  }
  const bytes = starts(packed.head, GZIP) ? unpacked(packed.all, name) : packed.all;
  const { head, all } = await peek(bytes, (start) => start.length >= 3);
  if (starts(head, UTF16_LE_MARK)) yield* fromUtf16(all, "utf-16le");
  else if (starts(head, UTF16_BE_MARK)) yield* fromUtf16(all, "utf-16be");
  else if (starts(head, UTF8_MARK)) yield* without(all, UTF8_MARK.length);
  else yield* all;
}

const starts = (head: Buffer, magic: Buffer): boolean => head.subarray(0, magic.length).equals(magic);

async function* unpacked(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  // Its outcome is told by reading from gunzip, which the pipeline destroys with the same error.
  pipeline(Readable.from(source), gunzip).catch(() => {});
  try {
    for await (const part of gunzip) yield part;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    const what =
      error.code === "Z_BUF_ERROR"
        ? "is cut off: its gzip stream has no end"
        : "is damaged: it does not unpack";
    throw new Refusal("invalid-input", `${name} ${what}.`);
  }
}

const isZlibError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "code" in error && String(error.code).startsWith("Z_");

/** The decoder takes the mark away itself. */
async function* fromUtf16(
  source: AsyncIterable<Buffer>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source) yield Buffer.from(decoder.decode(part, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* without(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const part of source) {
    yield left ? part.subarray(left) : part;
    left = 0;
  }
}
