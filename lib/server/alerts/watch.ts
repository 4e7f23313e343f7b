import { advance, type IncidentCourse, type Step } from "@/lib/core/alerts/incident";
import type { Judgement } from "@/lib/core/alerts/judge";
import { finding, message } from "@/lib/core/alerts/words";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { log } from "../log";
import { judgementOf } from "./judgement";
import { enqueue } from "./messages";
import { makeFeedRules, makeFirstRules, rulesOf, type StoredRule } from "./rules";

/** The steps that people are told of; the others stand in the timeline only. */
const TOLD: readonly Step[] = ["opened", "reminded", "resolved"];

/**
 * Judges every rule and moves its incident: one transaction a rule, so that state, timeline and what is to be told agree
 * through a crash. A rule that cannot be judged is logged and holds up no other.
 */
export async function watchAlerts(db: PrismaClient, now: Date): Promise<void> {
  await makeFirstRules(db, now);
  await makeFeedRules(db, now);
  for (const stored of await rulesOf(db)) await watchRule(db, stored, now);
}

/** The same for one rule, as one that was written just now. */
export async function watchRule(db: PrismaClient, stored: StoredRule, now: Date): Promise<void> {
  if (!stored.rule.on) return;
  try {
    const organisation = await db.organisation.findUnique({ where: { id: 1 } });
    const tz = organisation?.timeZone ?? "UTC";
    const judgement = await judgementOf(db, stored.rule, tz, now.getTime());
    await db.$transaction((tx) => move(tx, stored, judgement, { tz, now }));
  } catch (error) {
    log.error({ err: error, rule: stored.id }, "an alert rule could not be judged");
  }
}

async function move(
  tx: Prisma.TransactionClient,
  { id: ruleId, rule }: StoredRule,
  judgement: Judgement,
  { tz, now }: { tz: string; now: Date },
): Promise<void> {
  const [row] = await tx.$queryRaw<{ state: string; removed: boolean }[]>`
    select state, removed_at is not null as removed from alert_rule where id = ${ruleId} for update`;
  if (!row || row.removed) return;
  const { state } = judgement;
  await tx.alertRule.update({
    where: { id: ruleId },
    data: { state, judgement: asJson(judgement), judgedAt: now, ...(row.state !== state && { since: now }) },
  });
  const latest = await tx.alertIncident.findFirst({ where: { ruleId }, orderBy: { id: "desc" } });
  const { course, step } = advance(rule, latest && courseOf(latest), judgement, now.getTime());
  if (!course) return;
  const data = {
    openedAt: new Date(course.openedAt),
    toldAt: new Date(course.toldAt),
    clearSince: course.clearSince === null ? null : new Date(course.clearSince),
    resolvedAt: course.resolvedAt === null ? null : new Date(course.resolvedAt),
  };
  const incident =
    step === "opened"
      ? await tx.alertIncident.create({ data: { ...data, ruleId, judgement: asJson(judgement) } })
      : await tx.alertIncident.update({ where: { id: latest!.id }, data });
  if (!step) return;
  const text = finding(rule, judgement);
  await tx.alertStep.create({ data: { incidentId: incident.id, at: now, step, actor: "system", text } });
  if (TOLD.includes(step))
    await enqueue(
      tx,
      rule.channels,
      { incidentId: incident.id, tz, now },
      message(rule, step, judgement, incident.id),
    );
}

const asJson = (judgement: Judgement) => ({ ...judgement, count: { ...judgement.count } });

const courseOf = (row: {
  openedAt: Date;
  clearSince: Date | null;
  resolvedAt: Date | null;
  acknowledgedAt: Date | null;
  toldAt: Date;
}): IncidentCourse => ({
  openedAt: row.openedAt.getTime(),
  clearSince: row.clearSince?.getTime() ?? null,
  resolvedAt: row.resolvedAt?.getTime() ?? null,
  acknowledged: row.acknowledgedAt !== null,
  toldAt: row.toldAt.getTime(),
});
