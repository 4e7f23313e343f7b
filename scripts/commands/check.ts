import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type CheckAnswer, checkAddresses } from "@/lib/server/check";
import { openDatabase } from "@/lib/server/database";
import { type Io, WrongCall } from "../io";
import { writeLines } from "../output";

export const summary = "whether addresses may be mailed";
export const usage = `check [ADDRESS... | -] [--list ID] [--record] [--message ID] [--json]

- reads one address a line from standard input. Exits 1 when an address is none, and when the database cannot be asked;
an address is allowed only where the answer says so.

  --list ID      the list it goes to: who left that list is not mailed
  --record       counts as a send request: it moves a lease that is in force
  --message ID   the provider's id of the message to be sent; the same request again counts once
  --json         one object a line: { address, allowed, reason?, until?, scope? }`;

const AT_ONCE = 1_000;

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: "string" },
      record: { type: "boolean" },
      message: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const piped = positionals.includes("-");
  if (positionals.length === 0 || (piped && positionals.length > 1))
    throw new WrongCall("Name the addresses, or - to read them from standard input.");
  if (values.message === "") throw new WrongCall("--message takes the id of a message.");
  if (values.list !== undefined && !/^[1-9]\d{0,8}$/.test(values.list))
    throw new WrongCall("--list takes the number of a list.");
  const { record = false, message: messageId } = values;
  const listId = values.list === undefined ? undefined : Number(values.list);
  const print = values.json ? (answer: CheckAnswer) => JSON.stringify(answer) : asWords;
  const db = openDatabase();
  try {
    let rejected = false;
    for await (const addresses of batches(piped ? createInterface({ input: io.stdin }) : positionals)) {
      const answers = await checkAddresses(db, addresses, { now: io.now(), record, messageId, listId });
      rejected ||= answers.some(({ reason }) => reason === "invalid-address");
      await writeLines(io.stdout, answers.map(print));
    }
    return rejected ? 1 : 0;
  } finally {
    await db.$disconnect();
  }
}

async function* batches(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of lines) {
    if (line.trim() !== "") batch.push(line.trim());
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function asWords({ address, allowed, reason, until }: CheckAnswer): string {
  if (allowed) return `${address}\tallowed`;
  return `${address}\tnot allowed: ${reason}${until ? ` until ${until}` : ""}`;
}
