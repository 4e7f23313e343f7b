import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import type { OwnRule } from "@/lib/core/bounce/own-rules";
import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { holdReading, rulesOf } from "./own-rules";
import { BOUNCE } from "./reclassify-rows";
import { inTransaction } from "./transaction";

interface Change {
  /** The version that the change was made to. */
  base: number;
  note: string;
}

/**
 * Puts a set of own rules in force. From its commit on no batch is taken in that was read under other rules; the log is
 * read again by `reclassify`, which the caller starts.
 * @returns the new version
 * @throws Refusal "conflict" when somebody else has changed the rules meanwhile
 */
export async function applyRules(
  db: PrismaClient,
  { base, note, rules }: Change & { rules: OwnRuleInput[] },
  actor: string,
  now: Date,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    await holdReading(tx);
    await expectVersion(tx, base);
    const before = await rulesOf(tx, base);
    const set = rules.map((rule) => signed(rule, before, actor, now));
    const detail = { note, ...difference(before, set) };
    await audit(
      tx,
      { actor, action: "bounce-rules.changed", subject: `bounce rules ${base + 1}`, detail },
      now,
    );
    return putInForce(tx, { version: base + 1, rules: set, note, undoes: null }, actor, now);
  });
}

/**
 * Puts the rules back in force that were so before `version`, which has to be the latest; as with {@link applyRules}.
 * @throws Refusal "not-found" when there is no such version, "conflict" when it is not the latest
 */
export async function undoRules(
  db: PrismaClient,
  version: number,
  actor: string,
  now: Date,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    await holdReading(tx);
    const undone = await tx.bounceRuleSet.findUnique({ where: { version } });
    if (!undone) throw new Refusal("not-found", "There is no such change of the rules.");
    await expectVersion(tx, version);
    const rules = await rulesOf(tx, version - 1);
    const detail = { undoes: version };
    await audit(
      tx,
      { actor, action: "bounce-rules.undone", subject: `bounce rules ${version + 1}`, detail },
      now,
    );
    return putInForce(tx, { version: version + 1, rules, note: "", undoes: version }, actor, now);
  });
}

async function expectVersion(tx: Prisma.TransactionClient, base: number): Promise<void> {
  const { version } = await tx.bounceReading.findUniqueOrThrow({ where: { id: 1 } });
  if (version !== base)
    throw new Refusal(
      "conflict",
      "Somebody has changed the rules meanwhile. Load the page again to see how.",
    );
}

/** What is new, other than it was, and gone, by the ids of the rules; the sets themselves are kept whole. */
function difference(before: OwnRule[], after: OwnRule[]) {
  const added = after.filter(({ id }) => !before.some((old) => old.id === id));
  const changed = after.filter((rule) => before.some((old) => old.id === rule.id && old.at !== rule.at));
  const removed = before.filter(({ id }) => !after.some((rule) => rule.id === id));
  const ids = (rules: OwnRule[]) => rules.map(({ id }) => id).join(" ");
  return { rules: after.length, added: ids(added), changed: ids(changed), removed: ids(removed) };
}

/** A rule keeps its author and date unless something about it is new. */
function signed(rule: OwnRuleInput, before: OwnRule[], author: string, now: Date): OwnRule {
  const known = before.find(({ id }) => id === rule.id);
  if (known) {
    const { author: by, at, ...fields } = known;
    if (sameFields(fields, rule)) return { ...rule, author: by, at };
  }
  return { ...rule, author, at: now.getTime() };
}

const sameFields = (a: OwnRuleInput, b: OwnRuleInput): boolean =>
  (Object.keys(a) as (keyof OwnRuleInput)[]).every((key) => String(a[key]) === String(b[key])) &&
  a.when.length === b.when.length;

async function putInForce(
  tx: Prisma.TransactionClient,
  { rules, ...set }: { version: number; rules: OwnRule[]; note: string; undoes: number | null },
  actor: string,
  now: Date,
): Promise<number> {
  await tx.bounceRuleSet.create({
    data: { ...set, rules: rules as unknown as Prisma.InputJsonArray, createdBy: actor, createdAt: now },
  });
  const [bounces] = await tx.$queryRawUnsafe<{ n: number }[]>(
    `select count(*)::int as n from event where ${BOUNCE}`,
  );
  await tx.bounceReading.update({
    where: { id: 1 },
    data: {
      epoch: { increment: 1 },
      version: set.version,
      phase: "rows",
      afterAt: null,
      afterAddress: 0,
      afterMessage: 0,
      total: bounces?.n ?? 0,
      checked: 0,
      changed: 0,
      progressAt: null,
    },
  });
  return set.version;
}
