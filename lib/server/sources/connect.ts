import { AlertRule } from "@/lib/core/alerts/rule";
import { Refusal } from "@/lib/core/error";
import { SOURCE_TITLES, type SourceName } from "@/lib/core/sources/names";
import { PROOFS, setupSchema } from "@/lib/core/sources/setup";
import { makeFirstRules } from "@/lib/server/alerts/rules";
import { audit } from "@/lib/server/audit";
import { inTransaction } from "@/lib/server/transaction";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { sealKeys } from "./keys";

/** A day without a report, in minutes. */
const PATIENCE = 1_440;

/**
 * Lets a source report, or changes what it is known by. Keys that are left out stay as they are.
 * @returns whether it was not connected before
 * @throws Refusal "invalid-input" where nothing would tell the source from a stranger
 */
export async function connectSource(
  db: PrismaClient,
  source: SourceName,
  given: unknown,
  actor: string,
  now: Date,
): Promise<boolean> {
  const { keys, ...settings } = setupSchema(source).parse(given);
  await makeFirstRules(db, now);
  return inTransaction(db, async (tx) => {
    const before = await tx.mailSource.findUnique({ where: { name: source } });
    const count = keys?.length ?? before?.keys.length ?? 0;
    if (PROOFS[source] === "keys" && count === 0)
      throw new Refusal(
        "invalid-input",
        "Without its key nobody can tell its reports from forged ones.",
        "keys",
      );
    const data = {
      settings,
      ...(keys && { keys: sealKeys(source, keys) }),
      ...(!before?.connectedAt && { connectedAt: now, connectedBy: actor }),
    };
    await tx.mailSource.upsert({ where: { name: source }, create: { name: source, ...data }, update: data });
    const action = before?.connectedAt ? "source.changed" : "source.connected";
    const detail = { ...settings, keys: count, ...(keys && { newKeys: true }) };
    await audit(tx, { actor, action, subject: source, detail }, now);
    if (before?.connectedAt) return false;
    await watchSilence(tx, source, actor, now);
    return true;
  });
}

/** "No data since" is an alarm: a rule of its own for each source, which an admin may change or remove. */
async function watchSilence(
  tx: Prisma.TransactionClient,
  source: SourceName,
  actor: string,
  now: Date,
): Promise<void> {
  const rules = await tx.alertRule.findMany({ where: { removedAt: null } });
  if (rules.some(({ rule }) => (rule as { source?: string }).source === source)) return;
  const name = `${SOURCE_TITLES[source]} reports`;
  const rule = AlertRule.parse({ kind: "silence", name, source, minutes: PATIENCE });
  await tx.alertRule.create({ data: { rule, changedBy: actor, changedAt: now } });
}

/**
 * Closes the door of a source. What it brought stays.
 * @throws Refusal "conflict" where it is not connected
 */
export async function disconnectSource(
  db: PrismaClient,
  source: SourceName,
  actor: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.mailSource.updateMany({
      where: { name: source, connectedAt: { not: null } },
      data: { connectedAt: null, keys: [] },
    });
    if (count === 0) throw new Refusal("conflict", "This source is not connected.");
    await audit(tx, { actor, action: "source.disconnected", subject: source, detail: {} }, now);
  });
}
