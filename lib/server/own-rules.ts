import type { Reading } from "@/lib/core/bounce/classify";
import { evidenceOf } from "@/lib/core/bounce/evidence";
import { compileOwnRules, type OwnRule, type OwnRules } from "@/lib/core/bounce/own-rules";
import { type Detail, isBounce, type MailEvent } from "@/lib/core/events";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { retentionOf } from "./log-window";
import { sqlState } from "./transaction";

/** As in the function `admit_reading` of the database: "rule" in ASCII. */
const READING_LOCK = 0x72756c65;
/** What `admit_reading` raises. */
const OUTDATED = "RPT01";
const MOST_ATTEMPTS = 100;

/** The own rules that are in force, as this process knows them. */
export interface RulesInForce {
  /** What has been read under them is refused by the database once this is another one there. */
  epoch: number;
  version: number;
  rules: OwnRules;
  /** The log before it was dropped (ms; null: nothing was): moved with the epoch, so that it is admitted with it. */
  logFrom: number | null;
}

const known = new WeakMap<PrismaClient, RulesInForce>();

/** The set of that version as it was written; none for 0. */
export async function rulesOf(db: Database, version: number): Promise<OwnRule[]> {
  const row = await db.bounceRuleSet.findUnique({ where: { version }, select: { rules: true } });
  return (row?.rules ?? []) as unknown as OwnRule[];
}

/** Looks at the database. */
export async function rulesInForce(db: PrismaClient): Promise<RulesInForce> {
  const before = known.get(db);
  const { epoch, version } = await db.bounceReading.findUniqueOrThrow({ where: { id: 1 } });
  const rules = before?.version === version ? before.rules : compileOwnRules(await rulesOf(db, version));
  // After the epoch: whoever moves it raises the epoch too, and so refuses what was read before.
  const { logFrom } = await retentionOf(db);
  const now = { epoch, version, rules, logFrom };
  known.set(db, now);
  return now;
}

/**
 * Runs what reads bounces and writes what it has read, under the rules that are in force. What it writes must be admitted
 * by {@link admitReading}, or by `admit_reading` in its statement; when that fails it is run again from the start.
 */
export async function underRules<T>(db: PrismaClient, run: (rules: RulesInForce) => Promise<T>): Promise<T> {
  let rules = known.get(db) ?? (await rulesInForce(db));
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(rules);
    } catch (error) {
      if (sqlState(error) !== OUTDATED || attempt === MOST_ATTEMPTS) throw error;
      rules = await rulesInForce(db);
    }
  }
}

/** Lets a transaction write what was read in that epoch; those who change the rules wait for its end. */
export async function admitReading(tx: Prisma.TransactionClient, epoch: number): Promise<void> {
  await tx.$queryRaw`select admit_reading(${epoch}::int)`;
}

/** Waits for all that was admitted, and is alone with the reading until the end of the transaction. */
export async function holdReading(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${READING_LOCK})`;
}

/** Refuses what other transactions have read but not written yet: it is read again after this one. */
export async function outdateReading(tx: Prisma.TransactionClient): Promise<void> {
  await holdReading(tx);
  await tx.bounceReading.update({ where: { id: 1 }, data: { epoch: { increment: 1 } } });
}

/** Events as the own rules have them; the same objects where no rule speaks. */
export function readEvents(events: MailEvent[], { rules }: RulesInForce): MailEvent[] {
  if (rules.empty) return events;
  return events.map((event) => {
    const evidence = isBounce(event.kind) ? evidenceOf(event.detail) : undefined;
    if (!evidence) return event;
    const { own, reading } = rules.read(evidence, event.recipient);
    if (!own) return event;
    const { category, reply, enhanced } = reading;
    return {
      ...event,
      kind: reading.class,
      category,
      reply,
      enhanced,
      detail: withReading(event.detail, reading),
    };
  });
}

/** The evidence, and how it is read. */
export function withReading(detail: Detail | undefined, { rule, span }: Reading): Detail {
  const { span: _, ...rest } = detail ?? {};
  return span ? { ...rest, rule, span } : { ...rest, rule };
}
