import type { Judgement } from "@/lib/core/alerts/judge";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import { AlertRule, countsMail } from "@/lib/core/alerts/rule";
import { addDays, localDay, localDays } from "@/lib/core/buckets";
import { Refusal } from "@/lib/core/error";
import { figuresOf, zoneOf } from "@/lib/server/alerts/figures";
import type { Database } from "@/lib/server/database";
import { type IncidentPlaces, placesOf } from "./incident-places";

const DAYS_BEFORE = 8;
const MOST_DAYS = 60;

export interface IncidentStep {
  id: string;
  at: number;
  step: string;
  actor: string;
  text: string;
}

export interface IncidentDay {
  day: string;
  k: number;
  n: number;
  incomplete: boolean;
}

export interface Incident {
  id: number;
  rule: AlertRule;
  judgement: Judgement;
  openedAt: number;
  clearSince: number | null;
  acknowledgedAt: number | null;
  resolvedAt: number | null;
  owner: string;
  /** Newest first. */
  steps: IncidentStep[];
  /** The rule's figure from a week before it opened until it ended; empty where it counts no mail. */
  days: IncidentDay[];
  /** The days it is about, both included, and what they came to; null where it counts no mail. */
  burned: { from: string; to: string; k: number; n: number } | null;
  /** The zone of `days` and `burned`. */
  tz: string;
  /** Where it happened on those days, taken as UTC days; empty where the figure is not counted so. */
  places: IncidentPlaces[];
}

/** One incident with its timeline and its figure day by day. @throws Refusal "not-found" */
export async function incident(db: Database, id: number, now: number): Promise<Incident> {
  const row = await db.alertIncident.findUnique({
    where: { id },
    include: { rule: true, steps: { orderBy: { id: "desc" }, take: 500 } },
  });
  if (!row) throw new Refusal("not-found", "There is no such incident.");
  const rule = AlertRule.parse(row.rule.rule);
  const organisation = await db.organisation.findUnique({ where: { id: 1 } });
  const tz = countsMail(rule)
    ? zoneOf(rule, organisation?.timeZone ?? "UTC")
    : (organisation?.timeZone ?? "UTC");
  const judgement = row.judgement as unknown as Judgement;
  const end = row.resolvedAt?.getTime() ?? now;
  const days = await daysOf(db, rule, { from: row.openedAt.getTime(), to: end, tz }, now);
  const burned = burnedOf(days, judgement, {
    opened: localDay(row.openedAt.getTime(), tz),
    ended: localDay(row.clearSince?.getTime() ?? end, tz),
  });
  return {
    ...{ id, rule, judgement, owner: row.owner, days, burned, tz },
    places: burned && countsMail(rule) ? await placesOf(db, rule, burned) : [],
    openedAt: row.openedAt.getTime(),
    clearSince: row.clearSince?.getTime() ?? null,
    acknowledgedAt: row.acknowledgedAt?.getTime() ?? null,
    resolvedAt: row.resolvedAt?.getTime() ?? null,
    steps: row.steps.map((step) => ({
      ...{ id: String(step.id), at: step.at.getTime() },
      ...{ step: step.step, actor: step.actor, text: step.text },
    })),
  };
}

/** How many days before it opened the window lies that opened it. */
const BACK = { hour: 0, day: 1, week: 6 };

/** From the window that opened it until it was clear. */
function burnedOf(
  days: IncidentDay[],
  { window }: Judgement,
  { opened, ended }: { opened: string; ended: string },
): Incident["burned"] {
  const from = addDays(opened, -(window ? BACK[window] : 1));
  const within = days.filter(({ day }) => day >= from && day <= ended);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last) return null;
  const sum = (key: "k" | "n") => within.reduce((total, day) => total + day[key], 0);
  return { from: first.day, to: last.day, k: sum("k"), n: sum("n") };
}

async function daysOf(
  db: Database,
  rule: AlertRule,
  { from, to, tz }: { from: number; to: number; tz: string },
  now: number,
): Promise<IncidentDay[]> {
  if (!countsMail(rule)) return [];
  const last = localDay(to, tz);
  const first = addDays(localDay(from, tz), -DAYS_BEFORE);
  const earliest = addDays(last, 1 - MOST_DAYS);
  const days = localDays([first, earliest].sort()[1]!, last, tz);
  const totals = await figuresOf(db, rule, days);
  return days.map(({ day, end }, i) => {
    const one = totals[i]!;
    const { metric } = rule;
    const counts =
      metric === "volume"
        ? { k: one.sent, n: one.attempted }
        : { k: ALERT_METRICS[metric].k(one), n: ALERT_METRICS[metric].n(one) };
    return { day, ...counts, incomplete: end > now };
  });
}
