import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { type Day, daily } from "@/lib/server/reports/daily";
import { day, timeZone } from "../arguments";
import { type Io, WrongCall } from "../io";
import { columns, writeLines } from "../output";

export const summary = "figures day by day";
export const usage = `report daily [--from DAY] [--to DAY] [--tz ZONE] [--sender DOMAIN] [--json]

Recipients by what finally became of them, in the day on which their mail was sent; days without data are left out.

  --from, --to   first and last day, both included (default: all there are)
  --tz           the zone whose days are meant (default: UTC)
  --sender       a sender domain, or one sender's address
  --json         one object a line: { day, attempted, delivered, hard, soft, spam, suppressed, complaints, opens, clicks }`;

const COLUMNS: (keyof Day)[] = [
  ...(["day", "attempted", "delivered", "hard", "soft", "spam", "suppressed"] as const),
  ...(["complaints", "opens", "clicks"] as const),
];

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: "string" },
      to: { type: "string" },
      tz: { type: "string", default: "UTC" },
      sender: { type: "string" },
      json: { type: "boolean" },
    },
  });
  if (positionals.join(" ") !== "daily") throw new WrongCall("Which report? There is one: daily.");
  const from = values.from === undefined ? undefined : day("--from", values.from);
  const to = values.to === undefined ? undefined : day("--to", values.to);
  if (from && to && from > to) throw new WrongCall("--from is after --to.");
  const tz = timeZone("--tz", values.tz);
  const sender = values.sender?.trim().toLowerCase() ?? null;
  const db = openDatabase();
  try {
    const days = await daily(db, { from, to, tz, sender });
    const table = () => columns([COLUMNS, ...days.map((row) => COLUMNS.map((name) => row[name]))]);
    await writeLines(io.stdout, values.json ? days.map((row) => JSON.stringify(row)) : table());
    return 0;
  } finally {
    await db.$disconnect();
  }
}
