import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "@/lib/core/error";

const MOST = 200_000_000;

/**
 * Keeps a stream in a file of its own, so that it can be read again, for as long as `run` takes.
 * @param run is told how to read it and how many bytes there are
 * @throws Refusal "too-large" above 200 MB
 */
export async function spooled<T>(
  input: AsyncIterable<Uint8Array>,
  run: (again: () => AsyncIterable<Buffer>, bytes: number) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "repute-"));
  const file = path.join(folder, "upload");
  try {
    await pipeline(Readable.from(limited(input)), createWriteStream(file, { mode: 0o600 }));
    return await run(() => createReadStream(file), (await stat(file)).size);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* limited(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of input) {
    size += part.length;
    if (size > MOST) throw new Refusal("too-large", "The file is larger than 200 MB. Split it.");
    yield part;
  }
}
