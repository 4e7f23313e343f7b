import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { rebuild, verify } from "@/lib/server/verify";
import type { Io } from "../io";

export const summary = "recounts every figure and every lease from what they are derived from";
export const usage = `verify [--rebuild] [--json]

Deliveries against the event log, figures against the deliveries, leases against their facts, and the chain of the
audit trail. Exits 1 when anything differs.

  --rebuild   puts differences right and checks again; the audit trail is never changed
  --json      { ok, checks: [{ name, checked, wrong }] }`;

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
    else {
      for (const { name, checked, wrong } of checks) {
        const verdict = wrong === 0 ? "right" : `${wrong} wrong`;
        io.stdout.write(`${name.padEnd(14)}${String(checked).padStart(12)} rows  ${verdict}\n`);
      }
    }
    return ok ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}
