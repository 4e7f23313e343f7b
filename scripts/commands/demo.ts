import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { type DemoProgress, loadDemo, removeDemo } from "@/lib/server/demo";
import { wholeNumber } from "../arguments";
import { type Io, WrongCall } from "../io";

export const summary = "fills an empty database with an invented history, or takes it out again";
export const usage = `demo [--days 30] [--per-day 5000] [--json]
       demo remove

The mail of an invented bookshop, with incidents worth finding, up to now. It is marked on every page, and demo remove
takes it out to the last count.

  --days      1 to 365
  --per-day   mails on a mean day, 10 to 100000
  --json      { importId, events }`;

const ACTOR = "command line";

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      days: { type: "string", default: "30" },
      "per-day": { type: "string", default: "5000" },
      json: { type: "boolean" },
    },
  });
  const [verb, ...rest] = positionals;
  if (rest.length > 0 || (verb !== undefined && verb !== "remove"))
    throw new WrongCall(`There is no demo ${positionals.join(" ")}.`);
  const days = wholeNumber("--days", values.days, 1, 365);
  const perDay = wholeNumber("--per-day", values["per-day"], 10, 100_000);
  const db = openDatabase();
  try {
    if (verb === "remove") {
      await removeDemo(db, ACTOR, io.now());
      io.stderr.write("The demo is out.\n");
      return 0;
    }
    const onProgress = io.isTerminal ? (progress: DemoProgress) => draw(io, progress) : undefined;
    const done = await loadDemo(db, { days, perDay, actor: ACTOR, now: io.now(), onProgress });
    io.stdout.write(
      values.json ? `${JSON.stringify(done)}\n` : `The demo is in: ${done.events} events of ${days} days.\n`,
    );
    return 0;
  } finally {
    await db.$disconnect();
  }
}

function draw({ stderr }: Io, { days, daysDone, events }: DemoProgress): void {
  stderr.write(`\r${daysDone} of ${days} days, ${events} events${daysDone === days ? "\n" : ""}`);
}
