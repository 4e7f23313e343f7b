import { parseArgs } from "node:util";
import { counted } from "@/lib/core/format";
import { FEWEST_DAYS, MOST_DAYS } from "@/lib/core/retention";
import { openDatabase } from "@/lib/server/database";
import { applyRetention, changeRetention, planRetention, type RetentionPlan } from "@/lib/server/retention";
import { wholeNumber } from "../arguments";
import { type Io, WrongCall } from "../io";

export const summary = "drops what is older than the log is kept for, or says what that would be";
export const usage = `retention [--dry-run] [--json]
       retention set DAYS

Drops whole months of the event log, deliveries a month later, facts of suppressions that no lease depends on, and
lines that could not be read. The figures of charts stay. Undo can no longer take back what was dropped, and events
from before that time are refused. The server does the same every night. Waits for no import: exits 1 while one runs.

  --dry-run  says what would go, and changes nothing
  --json     { days, logFrom, months: [{ month, events }], deliveries }, afterwards also { facts, quarantined }
  set DAYS   keeps the log for so many days from now on, ${FEWEST_DAYS} to ${MOST_DAYS}`;

const ACTOR = "command line";

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  const [verb, wanted, ...rest] = positionals;
  if (verb !== undefined && (verb !== "set" || wanted === undefined || rest.length > 0))
    throw new WrongCall("Retention takes no words but set DAYS.");
  const days = wanted === undefined ? 0 : wholeNumber("set", wanted, FEWEST_DAYS, MOST_DAYS);
  const db = openDatabase();
  try {
    if (verb === "set") {
      await changeRetention(db, days, ACTOR, io.now());
      io.stderr.write(`The log is kept for ${days} days.\n`);
      return 0;
    }
    const dryRun = values["dry-run"];
    const done = dryRun ? await planRetention(db, io.now()) : await applyRetention(db, ACTOR, io.now());
    io.stdout.write(values.json ? `${JSON.stringify(written(done))}\n` : inWords(done, dryRun));
    return 0;
  } finally {
    await db.$disconnect();
  }
}

const written = ({ logFrom, ...rest }: RetentionPlan) => ({
  ...rest,
  logFrom: logFrom === null ? null : new Date(logFrom).toISOString(),
});

function inWords({ days, months, deliveries }: RetentionPlan, dryRun: boolean): string {
  const lines = [
    `The log is kept for ${days} days.`,
    ...months.map(({ month, events }) => `  ${month}  ${counted(events, "event")}`),
    `  ${counted(deliveries, "delivery", "deliveries")} whose figures stay`,
    dryRun ? "Nothing was changed." : "Done.",
  ];
  return `${lines.join("\n")}\n`;
}
