import { AlertChannel, shownChannel } from "@/lib/core/alerts/channel";
import type { AlertState, Judgement } from "@/lib/core/alerts/judge";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import { AlertRule, countsMail } from "@/lib/core/alerts/rule";
import { addDays, localDay, localDays } from "@/lib/core/buckets";
import { rate } from "@/lib/core/statistics";
import { figuresOf, zoneOf } from "@/lib/server/alerts/figures";
import type { Database } from "@/lib/server/database";

const SHOWN_DAYS = 10;

export interface AlertRuleRow {
  id: number;
  rule: AlertRule;
  state: AlertState;
  since: number | null;
  judgement: Judgement | null;
  /** Its figure of the last ten days, oldest first; null where it has no daily figure. */
  days: number[] | null;
}

export interface AlertChannelRow {
  id: number;
  /** Without what is secret of a web address, see {@link shownChannel}. */
  channel: AlertChannel;
  /** The latest message: when, and what went wrong. */
  last: { at: number; error: string; sent: boolean } | null;
}

export interface OpenIncident {
  id: number;
  ruleId: number;
  name: string;
  openedAt: number;
  closing: boolean;
  acknowledged: boolean;
  owner: string;
}

export interface Alerts {
  rules: AlertRuleRow[];
  channels: AlertChannelRow[];
  open: OpenIncident[];
  /** The latest twenty that are resolved. */
  resolved: (OpenIncident & { resolvedAt: number })[];
  /** When the rules were last judged; null: not yet. */
  judgedAt: number | null;
}

/** What is watched, what is open, and who is told. */
export async function alerts(db: Database, now: number): Promise<Alerts> {
  const organisation = await db.organisation.findUnique({ where: { id: 1 } });
  const tz = organisation?.timeZone ?? "UTC";
  const [rules, channels, open, resolved] = await Promise.all([
    db.alertRule.findMany({ where: { removedAt: null }, orderBy: { id: "asc" } }),
    db.alertChannel.findMany({
      where: { removedAt: null },
      orderBy: { id: "asc" },
      include: { messages: { orderBy: { id: "desc" }, take: 1 } },
    }),
    db.alertIncident.findMany({
      where: { resolvedAt: null },
      include: { rule: true },
      orderBy: { id: "desc" },
    }),
    db.alertIncident.findMany({
      where: { resolvedAt: { not: null } },
      include: { rule: true },
      orderBy: { id: "desc" },
      take: 20,
    }),
  ]);
  const dailyOf = daily(db, tz, now);
  return {
    rules: await Promise.all(
      rules.map(async (row) => {
        const rule = AlertRule.parse(row.rule);
        return {
          ...{ id: row.id, rule, state: row.state as AlertState, since: row.since?.getTime() ?? null },
          judgement: row.judgement as unknown as Judgement | null,
          days: await dailyOf(rule),
        };
      }),
    ),
    channels: channels.map(({ id, channel, messages: [last] }) => ({
      id,
      channel: shownChannel(AlertChannel.parse(channel)),
      last: last
        ? {
            at: (last.sentAt ?? last.createdAt).getTime(),
            error: last.error,
            sent: last.sentAt !== null,
          }
        : null,
    })),
    open: open.map(incidentRow),
    resolved: resolved.map((row) => ({ ...incidentRow(row), resolvedAt: row.resolvedAt!.getTime() })),
    judgedAt: rules.reduce<number | null>(
      (last, { judgedAt }) => (judgedAt ? Math.max(last ?? 0, judgedAt.getTime()) : last),
      null,
    ),
  };
}

interface IncidentRow {
  id: number;
  ruleId: number;
  openedAt: Date;
  clearSince: Date | null;
  acknowledgedAt: Date | null;
  owner: string;
  rule: { rule: unknown };
}
const incidentRow = (row: IncidentRow): OpenIncident => ({
  id: row.id,
  ruleId: row.ruleId,
  name: AlertRule.parse(row.rule.rule).name,
  openedAt: row.openedAt.getTime(),
  closing: row.clearSince !== null,
  acknowledged: row.acknowledgedAt !== null,
  owner: row.owner,
});

/** The daily figure of a rule; the same part of the mail is asked for once. */
function daily(db: Database, tz: string, now: number) {
  const asked = new Map<string, ReturnType<typeof figuresOf>>();
  return async (rule: AlertRule): Promise<number[] | null> => {
    if (!countsMail(rule)) return null;
    const zone = zoneOf(rule, tz);
    const today = localDay(now, zone);
    const part = JSON.stringify([rule.sender, rule.slice]);
    const totals =
      asked.get(part) ?? figuresOf(db, rule, localDays(addDays(today, 1 - SHOWN_DAYS), today, zone));
    asked.set(part, totals);
    const { metric } = rule;
    return (await totals).map((one) =>
      metric === "volume"
        ? one.sent
        : (rate(ALERT_METRICS[metric].k(one), ALERT_METRICS[metric].n(one)) ?? 0),
    );
  };
}
