import { AlertRule, countsMail, FIRST_RULES } from "@/lib/core/alerts/rule";
import { isCountedBy } from "@/lib/core/alerts/slice";
import { Refusal } from "@/lib/core/error";
import { FEED_NAMES, FEED_TITLES } from "@/lib/core/sources/doors";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import type { Database } from "../database";
import { feedAddresses } from "../feeds/addresses";

/** A rule as it stands. */
export interface StoredRule {
  id: number;
  rule: AlertRule;
}

/** The rules that are there, in the order in which they were made. */
export async function rulesOf(db: Database): Promise<StoredRule[]> {
  const rows = await db.alertRule.findMany({ where: { removedAt: null }, orderBy: { id: "asc" } });
  return rows.map(({ id, rule }) => ({ id, rule: AlertRule.parse(rule) }));
}

/** The rules that a new installation begins with; where anybody has ever changed one, nothing is done. */
export async function makeFirstRules(db: PrismaClient, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table alert_rule in share row exclusive mode`;
    if ((await tx.alertRule.count()) > 0) return;
    await tx.alertRule.createMany({
      data: FIRST_RULES.map((rule) => ({ rule, changedBy: "system", changedAt: now })),
    });
  });
}

/**
 * A rule of its own for each feed that this installation has and that no rule was ever about: that it fails is an alarm, which
 * an admin may change or remove. Of mails and logs it cannot be said how often they come: silence is none, until somebody says so.
 */
export async function makeFeedRules(db: PrismaClient, now: Date): Promise<void> {
  const names = FEED_NAMES.filter((name) => Object.hasOwn(feedAddresses(), name));
  if (names.length === 0) return;
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table alert_rule in share row exclusive mode`;
    const known = (await tx.alertRule.findMany()).map(({ rule }) => (rule as { source?: string }).source);
    const rules = names
      .filter((name) => !known.includes(name))
      .map((source) => ({ kind: "silence", name: `${FEED_TITLES[source]} works`, source, ...ON_FAILURE }));
    await tx.alertRule.createMany({
      data: rules.map((rule) => ({ rule: AlertRule.parse(rule), changedBy: "system", changedAt: now })),
    });
  });
}

/** It opens after a quarter of an hour only, so that it needs no rest. */
const ON_FAILURE = { minutes: null, cooldown: 0 };

/** Makes a rule. @throws Refusal "invalid-input" where it closes above its line, or its slice does not have its metric */
export async function createRule(
  db: PrismaClient,
  rule: AlertRule,
  actor: string,
  now: Date,
): Promise<StoredRule> {
  checkRule(rule);
  return db.$transaction(async (tx) => {
    const { id } = await tx.alertRule.create({ data: { rule, changedBy: actor, changedAt: now } });
    await audit(tx, { actor, action: "alert-rule.created", subject: rule.name, detail: rule }, now);
    return { id, rule };
  });
}

/** Puts another rule in the place of `id`; its incidents stay. @throws Refusal "not-found" */
export async function changeRule(
  db: PrismaClient,
  { id, rule }: StoredRule,
  actor: string,
  now: Date,
): Promise<void> {
  checkRule(rule);
  await db.$transaction(async (tx) => {
    const { count } = await tx.alertRule.updateMany({
      where: { id, removedAt: null },
      data: { rule, changedBy: actor, changedAt: now },
    });
    if (count === 0) throw new Refusal("not-found", "This rule is gone.");
    await audit(tx, { actor, action: "alert-rule.changed", subject: rule.name, detail: rule }, now);
  });
}

/** Ends a rule, and resolves what it has open. @throws Refusal "not-found" */
export async function removeRule(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.alertRule.updateManyAndReturn({
      where: { id, removedAt: null },
      data: { removedAt: now, changedBy: actor, changedAt: now },
    });
    if (!row) throw new Refusal("not-found", "This rule is gone.");
    const open = await tx.alertIncident.updateManyAndReturn({
      where: { ruleId: id, resolvedAt: null },
      data: { resolvedAt: now },
    });
    await tx.alertStep.createMany({
      data: open.map((incident) => ({
        ...{ incidentId: incident.id, at: now, step: "resolved", actor, text: "Its rule was removed." },
      })),
    });
    const { name } = AlertRule.parse(row.rule);
    await audit(tx, { actor, action: "alert-rule.removed", subject: name }, now);
  });
}

function checkRule(rule: AlertRule): void {
  if ((rule.kind === "rate" || rule.kind === "gmail") && rule.closes > rule.opens)
    throw new Refusal("invalid-input", "It must close at or below the line at which it opens.", "closes");
  if (countsMail(rule) && !isCountedBy(rule.metric, rule.slice))
    throw new Refusal("invalid-input", "This figure is not counted by this part of the mail.", "metric");
  if (rule.kind === "silence" && rule.minutes === null && !Object.hasOwn(FEED_TITLES, rule.source))
    throw new Refusal(
      "invalid-input",
      "Write minutes, or choose a source that Repute fetches from.",
      "minutes",
    );
}
