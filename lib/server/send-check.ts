import { domainOf } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { Hold, SendCheck } from "@/lib/core/send-check/findings";
import type { AddressHistory } from "@/lib/core/send-check/history";
import { judgeList, type ListRow } from "@/lib/core/send-check/judge";
import { syntaxFault } from "@/lib/core/send-check/syntax";
import { domainJudge } from "@/lib/core/send-check/typo";
import type { PrismaClient } from "@/prisma/generated/client";
import { historiesOf, observedSenders } from "./address-history";
import { type CheckOptions, checkAddresses } from "./check";
import { domainFigures } from "./domain-figures";
import { addressKey } from "./keys";
import { readList } from "./send-check-file";

export interface SendCheckOptions extends Omit<CheckOptions, "record" | "messageId"> {
  /** From 0. */
  column?: number;
}

/** Addresses in one statement. */
const BATCH = 10_000;
/** Rows that are read before other requests get their turn. */
const TURN = 1_000;
/** Checks at a time in one process: each holds its list in memory. */
const MOST_AT_ONCE = 2;
let running = 0;

/**
 * Judges a list before it is sent to: its addresses, their domains, and what became of their mail so far. Reads only,
 * and keeps nothing of the list.
 * @throws Refusal "invalid-input" and "too-large" as `readList`, "too-many-requests" while others are at it,
 *   "unavailable" when the suppressions cannot be read
 */
export async function sendCheck(
  db: PrismaClient,
  bytes: Uint8Array,
  options: SendCheckOptions,
): Promise<SendCheck> {
  if (running >= MOST_AT_ONCE)
    throw new Refusal("too-many-requests", "Other lists are being checked. Try again in a moment.");
  running += 1;
  try {
    return await check(db, bytes, options);
  } finally {
    running -= 1;
  }
}

async function check(
  db: PrismaClient,
  bytes: Uint8Array,
  { column, ...options }: SendCheckOptions,
): Promise<SendCheck> {
  const list = await readList(bytes, column);
  const [domains, observed] = await Promise.all([
    domainFigures(db, options.now),
    observedSenders(db, options.now),
  ]);
  const faultOf = domainJudge(domains);
  const rows = await read(list.addresses, faultOf);
  const recipients = new Map<bigint, string>();
  for (const row of rows) if ("key" in row && !recipients.has(row.key)) recipients.set(row.key, row.address);
  // By key: neighbours in the index are read together.
  const keys = [...recipients.keys()].sort((a, b) => (a < b ? -1 : 1));
  const holds = new Map<bigint, Hold>();
  const histories = new Map<bigint, AddressHistory>();
  for (let from = 0; from < keys.length; from += BATCH) {
    const batch = keys.slice(from, from + BATCH);
    const [answers, found] = await Promise.all([
      checkAddresses(
        db,
        batch.map((key) => recipients.get(key) ?? ""),
        { ...options, record: false },
      ),
      historiesOf(db, batch, observed, options.now),
    ]);
    for (const [i, { reason, until, scope }] of answers.entries()) {
      const key = batch[i];
      if (key !== undefined && reason)
        holds.set(key, { reason, until: until ?? null, scope: scope ?? "all" });
    }
    for (const [key, history] of found) histories.set(key, history);
  }
  return { ...list, ...judgeList(rows, { holds, histories, faultOf, beliefOf: domains.beliefOf }) };
}

/** Reads the addresses, and has their domains judged, which is remembered: with turns for others, as a list is long. */
async function read(addresses: string[], faultOf: (domain: string) => unknown): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  for (const [i, address] of addresses.entries()) {
    if (i > 0 && i % TURN === 0) await new Promise((turn) => setImmediate(turn));
    const fault = syntaxFault(address);
    if (!fault) faultOf(domainOf(address));
    rows.push(fault ? { address, fault } : { address, key: addressKey(address) });
  }
  return rows;
}
