import { parseArgs } from "node:util";
import { Refusal } from "@/lib/core/error";
import { counted, percent } from "@/lib/core/format";
import { isSourceName, SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { openDatabase } from "@/lib/server/database";
import { giveWay } from "@/lib/server/give-way";
import { closeInterrupted } from "@/lib/server/import-rows";
import type { Tally } from "@/lib/server/import-tally";
import { type ImportSummary, importChunks } from "@/lib/server/imports";
import { undoImport } from "@/lib/server/undo";
import type { PrismaClient } from "@/prisma/generated/client";
import { wholeNumber } from "../arguments";
import { inputs } from "../import-inputs";
import { type Io, WrongCall } from "../io";

export const summary = "reads log exports, or takes one import back";
export const usage = `import FILE... [--source acs] [--json]
       import undo ID

Reads JSON Lines, JSON and CSV, each also as gzip, of any size; - is standard input. Several files are one import.
What cannot be read is kept with its line and its reason and stops nothing; then the exit code is 1. Importing a
file again counts nothing twice.

  --source   whose logs they are: ${SOURCE_NAMES.join(", ")}
  --json     { files, records, accepted, duplicates, ignored, rejected, importId }
  undo ID    takes back all that the import brought, figures and leases included (a file of that name: ./undo)`;

const ACTOR = "command line";
const LARGEST_ID = 999_999_999;

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { source: { type: "string", default: "acs" }, json: { type: "boolean" } },
  });
  if (positionals.length === 0) throw new WrongCall("Name the files, or - to read from standard input.");
  const { source } = values;
  if (!isSourceName(source)) throw new WrongCall(`There is no source "${source}".`);
  const [verb, id = "", ...rest] = positionals;
  const undo = verb === "undo";
  if (undo && (id === "" || rest.length > 0)) throw new WrongCall("Undo takes the id of one import.");
  if (!undo && positionals.filter((file) => file === "-").length > 1) throw new WrongCall("Name - once.");
  const undone = undo ? wholeNumber("undo", id, 1, LARGEST_ID) : 0;
  const db = openDatabase();
  giveWay(db);
  try {
    return undo
      ? await takeBack(db, undone, io)
      : await takeIn(db, { files: positionals, source }, values.json ?? false, io);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await db.$disconnect();
  }
}

async function takeBack(db: PrismaClient, id: number, io: Io): Promise<number> {
  await closeInterrupted(db, io.now());
  await undoImport(db, id, ACTOR, io.now());
  io.stderr.write(`Import ${id} is undone.\n`);
  return 0;
}

async function takeIn(
  db: PrismaClient,
  { files, source }: { files: string[]; source: SourceName },
  json: boolean,
  io: Io,
): Promise<number> {
  const { name, bytes, chunks } = inputs(files, io);
  const { outdated, ...done } = await importChunks(db, chunks, {
    name,
    source,
    bytes,
    startedBy: ACTOR,
    onProgress: io.isTerminal ? (tally) => draw(io, tally, bytes) : undefined,
    now: io.now(),
  });
  if (io.isTerminal) io.stderr.write("\r\x1b[K");
  io.stdout.write(json ? `${JSON.stringify({ files: files.length, ...done })}\n` : inWords(done));
  if (outdated > 0)
    io.stderr.write(`${counted(outdated, "event")} older than the retention: see retention --dry-run.\n`);
  return done.rejected > 0 ? 1 : 0;
}

function draw({ stderr }: Io, tally: Tally, bytes: number | null): void {
  const share = bytes ? `, ${percent(tally.bytesRead / bytes)}` : "";
  stderr.write(`\r\x1b[K${counted(tally.records, "record")}${share}`);
}

function inWords(done: Omit<ImportSummary, "outdated">): string {
  const { importId, records, accepted, duplicates, ignored, rejected } = done;
  return `Import ${importId}: ${counted(records, "record")}.
  ${counted(accepted, "new event")}
  ${counted(duplicates, "event")} known already
  ${counted(ignored, "record")} about no single recipient
  ${counted(rejected, "line")} rejected${rejected > 0 ? ", kept with the reason" : ""}
`;
}
