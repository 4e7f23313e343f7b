import { counted, moment, span } from "@/lib/core/format";
import type { DriftReport, DriftRow } from "@/lib/server/reports/drift";

/** What we held of the address at that time. */
export function ourStory({ kind, lease, at }: DriftRow, tz: string, now: number): string {
  if (!lease) return "Free: no bounce of it is known.";
  const end = moment(lease.until, tz, now);
  if (kind === "attempted")
    return `Held for ${span(at - lease.cycleStart)}, step ${lease.step + 1} of 5, until ${end}.`;
  return lease.until <= at ? `Free again since ${end}.` : "Free: nothing of it was in force yet.";
}

const ATTEMPTED: Record<string, string> = {
  delivered: "Delivered.",
  hard: "Attempted: hard bounce.",
  soft: "Attempted: soft bounce.",
  spam: "Attempted: refused as spam.",
};

/** What the platform did with the mail. */
export const theirStory = ({ kind, outcome }: DriftRow): string =>
  kind === "inferred" ? "Dropped as suppressed." : (ATTEMPTED[outcome] ?? "Attempted.");

/** The whole in one sentence. */
export function driftSentence({ totals, countedAt }: DriftReport): string {
  const { inferred, attempted } = totals;
  if (countedAt === null) return "Drift has not been counted yet. That is done once an hour.";
  if (inferred.count + attempted.count === 0) return "Your platform and Repute agree on every address.";
  const dropped = `${counted(inferred.count, "mail was", "mails were")} dropped by the platform though Repute held the address free`;
  const tried = `${counted(attempted.count, "mail was", "mails were")} attempted though a lease held it`;
  if (attempted.count === 0) return `In thirty days ${dropped}.`;
  return inferred.count === 0 ? `In thirty days ${tried}.` : `In thirty days ${dropped}, and ${tried}.`;
}
