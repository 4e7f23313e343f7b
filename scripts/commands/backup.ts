import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { counted } from "@/lib/core/format";
import { backup } from "@/lib/server/backup";
import { openDatabase } from "@/lib/server/database";
import { type Io, WrongCall } from "../io";

export const summary = "writes everything into one file";
export const usage = `backup FILE

Everything of one moment, as text with gzip, while the application runs. The master secret is not in it: keep the file
"secret" of the data folder, or REPUTE_SECRET, beside it. Restore it with the same version.`;

export default async function run(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0) throw new WrongCall("Name one file.");
  const draft = `${file}.${process.pid}`;
  const packed = createGzip();
  const written = finished(packed.pipe(createWriteStream(draft, { mode: 0o600 })));
  // Awaited at the end; until then a full disk must not go unheard.
  written.catch(() => {});
  const db = openDatabase();
  try {
    const line = async (text: string) => {
      if (!packed.write(`${text}\n`)) await Promise.race([once(packed, "drain"), written]);
    };
    const { rows } = await backup(db, line, io.now());
    packed.end();
    await written;
    renameSync(draft, file);
    io.stderr.write(`${counted(rows, "row")} in ${file}\n`);
    return 0;
  } catch (error) {
    packed.destroy();
    rmSync(draft, { force: true });
    throw error;
  } finally {
    await db.$disconnect();
  }
}
