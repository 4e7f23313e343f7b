import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { Refusal } from "@/lib/core/error";
import { counted } from "@/lib/core/format";
import { restore } from "@/lib/server/backup";
import { openDatabase } from "@/lib/server/database";
import { type Io, WrongCall } from "../io";

export const summary = "reads a backup into an empty database";
export const usage = `restore FILE

All of the backup or nothing. The database must be empty and of the same version, and the application be stopped.`;

export default async function run(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0) throw new WrongCall("Name one file.");
  const db = openDatabase();
  try {
    const { rows } = await restore(db, linesOf(file));
    io.stderr.write(`${counted(rows, "row")} restored. \`verify\` proves them.\n`);
    return 0;
  } finally {
    await db.$disconnect();
  }
}

/** @throws Refusal "invalid-input" when the file cannot be read or unpacked to its end */
async function* linesOf(file: string): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const input = createGunzip();
  packed.on("error", (error) => input.destroy(error));
  try {
    yield* createInterface({ input: packed.pipe(input), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    throw Object.assign(new Refusal("invalid-input", `${file} cannot be read to its end.`), { cause });
  }
}
