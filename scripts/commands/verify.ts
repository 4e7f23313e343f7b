import { parseArgs } from "node:util";
import { counted } from "@/lib/core/format";
import { openDatabase } from "@/lib/server/database";
import type { Check } from "@/lib/server/recount";
import { rebuild, verify } from "@/lib/server/verify";
import type { Io } from "../io";
import { writeLines } from "../output";

export const summary = "recounts every figure and every lease from what they are derived from";
export const usage = `verify [--rebuild] [--json]

Deliveries against the event log, figures and entries of soft bounces against the deliveries, leases against their
facts, and the chain of the audit trail. Exits 1 when anything differs. What follows from something that retention has
dropped is left alone and counted as older.

  --rebuild   puts differences right and checks again; the audit trail is never changed
  --json      { ok, checks: [{ name, checked, wrong, unchecked }] }`;

export default async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { rebuild: { type: "boolean" }, json: { type: "boolean" } },
  });
  const db = openDatabase();
  try {
    let checks = await verify(db);
    if (values.rebuild && checks.some((check) => check.wrong > 0)) {
      io.stderr.write("Differences found; putting them right.\n");
      await rebuild(db);
      checks = await verify(db);
    }
    const ok = checks.every((check) => check.wrong === 0);
    if (values.json) io.stdout.write(`${JSON.stringify({ ok, checks })}\n`);
    else await writeLines(io.stdout, checks.map(inWords));
    return ok ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

function inWords({ name, checked, wrong, unchecked }: Check): string {
  const verdict = wrong === 0 ? "right" : `${wrong} wrong`;
  const older = unchecked === 0 ? "" : `; ${counted(unchecked, "older row")} cannot be derived any more`;
  return `${name.padEnd(15)}${String(checked).padStart(12)} rows  ${verdict}${older}`;
}
