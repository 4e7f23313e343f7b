import { once } from "node:events";
import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/database";
import { linksForMailing } from "@/lib/server/mailing-links";
import { type Io, WrongCall } from "../io";
import { readOptions } from "../launch/options.mjs";

export const summary = "personal links and headers of a mailing";
export const usage = `links LIST [--mailing NAME] < addresses.csv > links.csv

Reads addresses from standard input, one a line or a table with a column of them, and writes for each its unsubscribe and
preferences links and the two header fields (RFC 8058). Who must not get the mail has the reason instead. The links begin
with PUBLIC_URL, which must be https.

  LIST             the number of the list that the link leaves
  --mailing NAME   what the mail is called; the ledger then says which mail somebody left by`;

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { mailing: { type: "string" } },
  });
  const [list = ""] = positionals;
  if (positionals.length !== 1 || !/^[1-9]\d{0,8}$/.test(list))
    throw new WrongCall("Give the number of a list.");
  const { publicUrl } = readOptions(io.env);
  const db = openDatabase();
  try {
    const mailing = { listId: Number(list), name: values.mailing ?? "" };
    const records = await linksForMailing(db, mailing, io.stdin, publicUrl, "command line", io.now());
    for await (const text of records) if (!io.stdout.write(text)) await once(io.stdout, "drain");
    return 0;
  } finally {
    await db.$disconnect();
  }
}
