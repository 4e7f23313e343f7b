import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import yauzl from "yauzl";
import { LIMITS } from "@/lib/core/authentication/limits";

export type Unpacked = { ok: true; bytes: Buffer } | { ok: false; reason: string };

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZIP = Buffer.from("PK\x03\x04");
const EMPTY_ZIP = Buffer.from("PK\x05\x06");
const SLASH = 0x2f;
const SLICE = 65_536;
const MEGABYTE = 1_000_000;

const starts = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);
const isPacked = (bytes: Buffer): boolean =>
  starts(bytes, GZIP) || starts(bytes, ZIP) || starts(bytes, EMPTY_ZIP);

/** Why an archive is not read. Stays within this file. */
class Fault extends Error {}

const TOO_LARGE = "Unpacked it is larger than 25 MB: it may be a bomb and was not read.";

/**
 * The text of a report that came as it is, in gzip or in a ZIP with one report, each known by its first bytes: names and
 * types are often wrong. Output is counted while it comes, so that a bomb is stopped at 25 MB.
 */
export async function unpackReport(packed: Uint8Array): Promise<Unpacked> {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (bytes.length === 0) return { ok: false, reason: "The file is empty." };
  if (bytes.length > LIMITS.packed) return { ok: false, reason: "The file is larger than 10 MB." };
  if (!isPacked(bytes)) return { ok: true, bytes };
  try {
    const inner = starts(bytes, GZIP) ? await gunzip(bytes) : await unzip(bytes);
    if (isPacked(inner)) throw new Fault("It is an archive within an archive, which is not opened.");
    return { ok: true, bytes: inner };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, reason: error.message };
    const what = starts(bytes, GZIP) ? "gzip" : "ZIP";
    return { ok: false, reason: `The ${what} archive is damaged: it does not unpack.` };
  }
}

/** Collects a stream, and ends it as soon as it is more than a report can be. */
async function collect(stream: Readable, packed: number, before = 0): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = before;
  for await (const part of stream) {
    size += part.length;
    if (size > LIMITS.unpacked) throw new Fault(TOO_LARGE);
    if (size > MEGABYTE && size > packed * LIMITS.ratio)
      throw new Fault(`It is packed more than ${LIMITS.ratio} to 1: it may be a bomb and was not read.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Line ends that a mail left behind an archive. The last byte of gzip is one of its size: these would mean 150 MB or more. */
function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && [9, 10, 13, 32].includes(bytes[end - 1]!)) end -= 1;
  return bytes.subarray(0, end);
}

/** In slices, so that no single call inflates the whole. */
function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

async function gunzip(bytes: Buffer): Promise<Buffer> {
  const source = Readable.from(slices(withoutLineEnd(bytes)));
  const stream = createGunzip({ chunkSize: SLICE });
  source.on("error", (error) => stream.destroy(error)).pipe(stream);
  try {
    return await collect(stream, bytes.length);
  } finally {
    source.destroy();
    stream.destroy();
  }
}

/** The one member that is a report; others, at most nine, are passed over. */
async function unzip(bytes: Buffer): Promise<Buffer> {
  // Names decide nothing here and no file is written: undecoded, odd ones are no reason to refuse a report.
  const archive = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false });
  if (archive.entryCount > LIMITS.members)
    throw new Fault(`The ZIP archive has more than ${LIMITS.members} members.`);
  let size = 0;
  let nested = false;
  const reports: Buffer[] = [];
  for await (const entry of archive.eachEntry()) {
    if (Buffer.from(entry.fileName).at(-1) === SLASH) continue;
    if (entry.isEncrypted()) throw new Fault("The ZIP archive is encrypted.");
    const member = await collect(await archive.openReadStreamPromise(entry), bytes.length, size);
    size += member.length;
    nested ||= isPacked(member);
    if (looksLikeReport(member)) reports.push(member);
  }
  if (reports.length === 1) return reports[0]!;
  if (reports.length > 1) throw new Fault("The ZIP archive holds several reports. Send each by itself.");
  throw new Fault(
    nested ? "It is an archive within an archive, which is not opened." : "The ZIP archive holds no report.",
  );
}

/** XML or JSON by its first character, a byte-order mark and UTF-16 allowed for. */
const looksLikeReport = (bytes: Buffer): boolean =>
  /^[\s\0]*[<{]/.test(
    bytes
      .subarray(0, 200)
      .toString("latin1")
      .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, ""),
  );
