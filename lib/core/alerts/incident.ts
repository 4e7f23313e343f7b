import type { Judgement } from "./judge";
import { type AlertRule, clearFor } from "./rule";

const HOUR = 3_600_000;
/** An open incident that nobody has acknowledged is told of again after so long, in ms; never more often. */
const REMIND = 24 * HOUR;

/** The part of an incident that the clock and the figures move. Times in ms since 1970. */
export interface IncidentCourse {
  openedAt: number;
  /** Since when it has been clear without a break. */
  clearSince: number | null;
  resolvedAt: number | null;
  acknowledged: boolean;
  toldAt: number;
}

export type Step = "opened" | "closing" | "back" | "reminded" | "resolved";

/**
 * What a judgement does to the latest incident of its rule: one incident from the first alert until it has been clear for
 * three days (hysteresis), then none for the cooldown. No data neither opens nor closes it.
 * @param latest null: the rule never had one
 */
export function advance(
  rule: AlertRule,
  latest: IncidentCourse | null,
  judgement: Judgement,
  now: number,
): { course: IncidentCourse | null; step: Step | null } {
  const { state, clear } = judgement;
  if (!latest || latest.resolvedAt !== null) {
    const rests = latest?.resolvedAt != null && now - latest.resolvedAt < rule.cooldown * HOUR;
    if (state !== "alert" || rests) return { course: latest, step: null };
    const opened = { openedAt: now, clearSince: null, resolvedAt: null, acknowledged: false, toldAt: now };
    return { course: opened, step: "opened" };
  }
  if (clear) {
    const since = latest.clearSince ?? now;
    if (now - since >= clearFor(rule))
      return { course: { ...latest, clearSince: since, resolvedAt: now }, step: "resolved" };
    return { course: { ...latest, clearSince: since }, step: latest.clearSince === null ? "closing" : null };
  }
  if (state === "no-data") return { course: latest, step: null };
  const course = { ...latest, clearSince: null };
  if (latest.clearSince !== null) return { course, step: "back" };
  if (state === "alert" && !latest.acknowledged && now - latest.toldAt >= REMIND)
    return { course: { ...course, toldAt: now }, step: "reminded" };
  return { course, step: null };
}
