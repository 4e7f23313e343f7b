import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import {
  isTitled,
  parseSpamRow,
  SPAM_FIELDS,
  type SpamMapping,
  type SpamRow,
} from "@/lib/core/gmail/spam-file";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import type { Database } from "../database";
import { openImport } from "../import-rows";
import { openSuppressionFile } from "../suppression-import-file";
import { inTransaction } from "../transaction";
import { keepSpamRates, knownRates, type SpamRates } from "./spam-rates";

/** The source of such an import. */
export const GMAIL_SPAM = "gmail-spam";
const DAY = 86_400_000;
const SHOWN = 100;
/** Ten years of 27 domains. */
const MOST_ROWS = 100_000;

/** What becomes of a row: its day is new, has another rate by now, or the same one. */
export const SPAM_OUTCOMES = ["added", "replaced", "same", "repeated"] as const;
export type SpamOutcome = (typeof SPAM_OUTCOMES)[number];

export interface SpamImport {
  /** Rows by what becomes of them; `read` is their sum, with those that cannot be read. */
  counts: Record<SpamOutcome | "read" | "invalid", number>;
  /** The first hundred. */
  invalid: { line: number; reason: string; raw: string }[];
  /** Days (ISO) and domains of those that can be read; null where there are none. */
  from: string | null;
  to: string | null;
  domains: string[];
  /** The highest of them, a proportion. */
  highest: number | null;
  /** Of the file and of what its columns mean. */
  hash: string;
  /** By which it is taken back; null where nothing was written. */
  importId: number | null;
}

interface SpamFile {
  name: string;
  mapping: SpamMapping;
  /** Null: a dry run. Else the hash that a dry run gave. */
  apply: { hash: string } | null;
  actor: string;
  now: Date;
}

/**
 * Takes in a file of Gmail's spam rates, in one transaction. A day that is there already is replaced; undoing the import
 * brings back what was there before.
 * @throws Refusal "invalid-input" or "too-large" while the file is read; "conflict" where it is not the file that was checked
 */
export async function importSpamRates(
  db: PrismaClient,
  input: AsyncIterable<Uint8Array>,
  { name, mapping, apply, actor, now }: SpamFile,
): Promise<SpamImport> {
  if (!isTitled(mapping))
    throw new Refusal("invalid-input", "The first line of the file must name its columns.", "mapping");
  const hash = createHash("sha256").update(sealed(mapping));
  const { result, rows } = await readFile(hashed(input, hash), name, mapping, now);
  result.hash = hash.digest("hex");
  if (!apply) return judged(result, rows, await knownRates(db, rows));
  if (result.hash !== apply.hash)
    throw new Refusal(
      "conflict",
      "This is not the file that was checked, or its columns mean something else. Check it again.",
    );
  return inTransaction(db, async (tx) => {
    judged(result, rows, await knownRates(tx, rows));
    const { read, invalid, added, replaced, ...rest } = result.counts;
    const about = { name, source: GMAIL_SPAM, bytes: null, startedBy: actor };
    const importId = await openImport(tx, about, now);
    await keepSpamRates(tx, rows, importId, now);
    const accepted = added + replaced;
    const tally = { records: read, accepted, duplicates: rest.same + rest.repeated, rejected: invalid };
    await tx.import.update({ where: { id: importId }, data: { ...tally, state: "done", finishedAt: now } });
    await audit(tx, { actor, action: "import.done", subject: String(importId), detail: tally }, now);
    return { ...result, importId };
  });
}

const sealed = ({ columns, domain, unit }: SpamMapping): string =>
  JSON.stringify([SPAM_FIELDS.map((field) => columns[field] ?? null), domain, unit]);

async function* hashed(input: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const part of input) {
    hash.update(part);
    yield part;
  }
}

const NONE = { read: 0, invalid: 0, added: 0, replaced: 0, same: 0, repeated: 0 };

async function readFile(
  input: AsyncIterable<Uint8Array>,
  name: string,
  mapping: SpamMapping,
  now: Date,
): Promise<{ result: SpamImport; rows: SpamRow[] }> {
  const result: SpamImport = {
    ...{ counts: { ...NONE }, invalid: [], from: null, to: null, domains: [], highest: null },
    ...{ hash: "", importId: null },
  };
  const { counts, invalid } = result;
  const rows = new Map<string, SpamRow>();
  const today = Math.floor(now.getTime() / DAY);
  const file = await openSuppressionFile(input, name);
  for await (const one of file.rows) {
    counts.read += 1;
    if (counts.read > MOST_ROWS)
      throw new Refusal("too-large", "The file has more than 100,000 rows. Split it.");
    const refuse = (reason: string) => {
      counts.invalid += 1;
      if (invalid.length < SHOWN) invalid.push({ line: one.line, reason, raw: one.raw });
    };
    const parsed =
      "reason" in one ? ({ ok: false, ...one } as const) : parseSpamRow(one.cell, mapping, today);
    if (!parsed.ok) {
      refuse(parsed.reason);
      continue;
    }
    const { row } = parsed;
    const before = rows.get(`${row.domain} ${row.day}`);
    if (!before) rows.set(`${row.domain} ${row.day}`, row);
    else if (before.rate === row.rate) counts.repeated += 1;
    else refuse("A row before it tells another rate of the same day and domain.");
  }
  return { result, rows: [...rows.values()] };
}

function judged(result: SpamImport, rows: SpamRow[], known: SpamRates): SpamImport {
  for (const { domain, day, rate } of rows) {
    const before = known.get(`${domain} ${day}`);
    result.counts[before === undefined ? "added" : before === rate ? "same" : "replaced"] += 1;
  }
  const days = rows.map(({ day }) => day);
  const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
  if (rows.length > 0) {
    result.from = iso(days.reduce((a, b) => Math.min(a, b)));
    result.to = iso(days.reduce((a, b) => Math.max(a, b)));
    result.highest = rows.reduce((top, { rate }) => Math.max(top, rate), 0) / 1_000_000;
  }
  result.domains = [...new Set(rows.map(({ domain }) => domain))].sort().slice(0, SHOWN);
  return result;
}

/** Takes back what an import brought. */
export async function removeSpamRates(db: Database, importId: number): Promise<void> {
  await db.gmailSpam.deleteMany({ where: { importId } });
}
