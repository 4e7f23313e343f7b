import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { type Suppression, suppressionsAt } from "@/lib/server/reports/suppressions-at";
import { instant } from "../arguments";
import type { Io } from "../io";
import { writeLines } from "../output";

export const summary = "what is kept from being mailed, now or at any past instant";
export const usage = `suppressions [--at TIME] [--json]

Leases and entries in force, by address.

  --at     an instant with its zone, such as 2026-11-23T08:12:00Z (default: now)
  --json   one object a line: { address, reason, step, cycleStart, until, inferred, list }; step and cycleStart are null
           for all but leases, until is null where there is no end, list is null for all mail`;

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export default async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { at: { type: "string" }, json: { type: "boolean" } } });
  const at = values.at === undefined ? io.now().getTime() : instant("--at", values.at);
  const print = values.json ? asJson : asWords;
  const db = openDatabase();
  try {
    await suppressionsAt(db, at, (batch) => writeLines(io.stdout, batch.map(print)));
    return 0;
  } finally {
    await db.$disconnect();
  }
}

const asJson = (row: Suppression): string =>
  JSON.stringify({ ...row, cycleStart: iso(row.cycleStart), until: iso(row.until) });

function asWords({ address, reason, step, until, list }: Suppression): string {
  const what = step === null ? reason : `lease, step ${step + 1} of 5`;
  return [
    address,
    what,
    until === null ? "no end" : `until ${iso(until)}`,
    ...(list ? [`list ${list}`] : []),
  ].join("\t");
}
