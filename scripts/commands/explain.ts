import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { address } from "@/lib/server/reports/address";
import { instant } from "../arguments";
import { explanation } from "../explanation";
import { type Io, WrongCall } from "../io";
import { writeLines } from "../output";

export const summary = "the history of an address: what led to its state, and what the next send would do";
export const usage = `explain ADDRESS [--at TIME] [--json]

  --at     an instant with its zone, such as 2026-11-23T08:12:00Z (default: now)
  --json   the same as one document; its times are ms since 1970`;

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { at: { type: "string" }, json: { type: "boolean" } },
  });
  const [recipient = "", ...rest] = positionals;
  if (!recipient.includes("@") || rest.length > 0) throw new WrongCall("Name one address.");
  const at = values.at === undefined ? io.now().getTime() : instant("--at", values.at);
  const db = openDatabase();
  try {
    const report = await address(db, recipient, { at });
    await writeLines(io.stdout, values.json ? [JSON.stringify(report)] : explanation(report));
    return 0;
  } finally {
    await db.$disconnect();
  }
}
