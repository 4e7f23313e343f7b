import { createReadStream, statSync } from "node:fs";
import { Refusal } from "@/lib/core/error";
import { type Chunk, readRecords } from "@/lib/server/log-reader";
import { readFailure } from "@/lib/server/read-failure";
import type { Io } from "./io";

/** What the command line imports: files in their order, or standard input as `-`. */
export interface Inputs {
  /** For people. */
  name: string;
  /** Of all of them; null where standard input is among them. */
  bytes: number | null;
  chunks: AsyncIterable<Chunk>;
}

const CHUNK = 262_144;

/** Looks at every file before any is read. @throws Refusal with the name of a file that cannot be read */
export function inputs(files: string[], io: Io): Inputs {
  const sizes = files.map((file) => (file === "-" ? null : sizeOf(file)));
  return {
    name: files.map((file) => (file === "-" ? "standard input" : file)).join(", "),
    bytes: sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0),
    chunks: chunksOf(files, io),
  };
}

function sizeOf(file: string): number {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    return stat.size;
  } catch (error) {
    throw readFailure(error, file, 0);
  }
}

/** One file that breaks off does not keep the others out; it is told at the end. */
async function* chunksOf(files: string[], io: Io): AsyncGenerator<Chunk> {
  let before = 0;
  let failure: Refusal | undefined;
  for (const file of files) {
    let bytesRead = 0;
    try {
      for await (const chunk of chunksOfFile(file, io)) {
        ({ bytesRead } = chunk);
        yield { ...chunk, bytesRead: before + bytesRead, file: files.length > 1 ? file : undefined };
      }
    } catch (error) {
      failure ??= error instanceof Refusal ? error : readFailure(error, file, 0);
    }
    before += bytesRead;
  }
  if (failure) throw failure;
}

function chunksOfFile(file: string, io: Io): AsyncIterable<Chunk> {
  return file === "-"
    ? readRecords(io.stdin, "standard input")
    : readRecords(createReadStream(file, { highWaterMark: CHUNK }), file);
}
