import { AlertRule } from "@/lib/core/alerts/rule";
import { STEP_WORDS } from "@/lib/core/alerts/words";
import { Refusal } from "@/lib/core/error";
import type { AlertIncident, Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { enqueue } from "./messages";

/** What a person may do with an incident. */
export type IncidentAct =
  | { act: "acknowledge" }
  | { act: "own"; owner: string }
  | { act: "note"; text: string }
  | { act: "resolve"; text: string };

type Change = { data: Prisma.AlertIncidentUpdateInput; step: string; text: string };

function changeOf(act: IncidentAct, actor: string, incident: AlertIncident, now: Date): Change {
  const takes = incident.owner === "" ? { owner: actor } : {};
  switch (act.act) {
    case "acknowledge":
      if (incident.acknowledgedAt) throw new Refusal("conflict", "It is acknowledged already.");
      return { data: { acknowledgedAt: now, ...takes }, step: "acknowledged", text: "" };
    case "own":
      return { data: { owner: act.owner }, step: "owned", text: act.owner };
    case "note":
      return { data: {}, step: "noted", text: act.text };
    case "resolve":
      return { data: { resolvedAt: now }, step: "resolved", text: act.text };
  }
}

/**
 * Does one thing with an open incident; notes may be added to a resolved one, too.
 * @throws Refusal "not-found", or "conflict" where it is resolved or acknowledged already
 */
export async function actOn(
  db: PrismaClient,
  id: number,
  act: IncidentAct,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from alert_incident where id = ${id} for update`;
    const incident = await tx.alertIncident.findUnique({ where: { id } });
    if (!incident) throw new Refusal("not-found", "There is no such incident.");
    if (incident.resolvedAt && act.act !== "note")
      throw new Refusal("conflict", "This incident is resolved already.");
    const { data, step, text } = changeOf(act, actor, incident, now);
    await tx.alertIncident.update({ where: { id }, data });
    await tx.alertStep.create({ data: { incidentId: id, at: now, step, actor, text } });
    if (act.act === "resolve") await tellResolved(tx, incident, { actor, text, now });
    await audit(tx, { actor, action: `incident.${step}`, subject: `incident ${id}`, detail: { text } }, now);
  });
}

/** Who was told that it began is told that it is over. */
async function tellResolved(
  tx: Prisma.TransactionClient,
  { id, ruleId }: AlertIncident,
  { actor, text, now }: { actor: string; text: string; now: Date },
): Promise<void> {
  const row = await tx.alertRule.findUniqueOrThrow({ where: { id: ruleId } });
  const organisation = await tx.organisation.findUnique({ where: { id: 1 } });
  const rule = AlertRule.parse(row.rule);
  await enqueue(
    tx,
    rule.channels,
    { incidentId: id, tz: organisation?.timeZone ?? "UTC", now },
    {
      subject: `${STEP_WORDS.resolved}: ${rule.name}`,
      lines: [`${actor} resolved it.`, ...(text ? [text] : [])],
      path: `/alerts/${id}`,
    },
  );
}
