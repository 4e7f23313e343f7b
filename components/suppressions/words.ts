import { day, moment, span, weekdayMoment } from "@/lib/core/format";
import { MAX_STAY, STEPS } from "@/lib/core/suppression";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import type { AddressEvent, AddressReport } from "@/lib/server/reports/address";
import type { SuppressionRow } from "@/lib/server/reports/suppressions";

export const STEP_NAMES = ["24 h", "48 h", "96 h", "7 d", "14 d"] as const;

/** What a step is called on the ladder, in tables and in sentences. */
export const stepName = (step: number): string => STEP_NAMES[step] ?? "";

export const REASONS: readonly { reason: SuppressionReason; title: string }[] = [
  { reason: "bounce", title: "Hard bounce" },
  { reason: "unsubscribe", title: "Unsubscribed" },
  { reason: "complaint", title: "Complaint" },
  { reason: "manual", title: "Manual" },
  { reason: "imported", title: "Imported" },
  { reason: "soft", title: "Soft bounces" },
];

export const isReason = (text: string | null): text is SuppressionReason =>
  REASONS.some(({ reason }) => reason === text);

/** Which mail is kept, where it is not all of it: ", for Club news only". */
export const scopeWords = ({ list, sender }: { list: string | null; sender: string }): string =>
  list !== null ? `, for ${list} only` : sender ? `, for mail from ${sender} only` : "";

/** Why an address is in the list, in one line. */
export function whyWords(row: Pick<SuppressionRow, "reason" | "code" | "list" | "sender" | "note">): string {
  const noted = (title: string) => `${title}${scopeWords(row)}${row.note ? `: ${row.note}` : ""}`;
  switch (row.reason) {
    case "bounce":
      return row.code ? `${row.code.code} ${row.code.title}` : "Suppressed by the platform first";
    case "unsubscribe":
      return row.list ? `Unsubscribed from ${row.list}` : "Unsubscribed from every list";
    case "complaint":
      return noted("Complaint");
    case "manual":
      return noted("Manual");
    case "imported":
      return noted("Imported");
    case "soft":
      return noted("Soft bounces");
  }
}

/** When it ends by itself: the time left of a lease, the day of an entry. */
export function endWords(row: SuppressionRow, now: number, tz: string): string {
  if (row.until === null) return "no end";
  return row.step === null ? day(row.until, tz, now) : span(row.until - now);
}

/** What is left of a lease as a share of its step; null for entries. */
export const shareLeft = (row: SuppressionRow, now: number): number | null =>
  row.step === null || row.until === null ? null : (row.until - now) / STEPS[row.step]!;

/** What would become of a send at this moment. */
export function nextSendWords(row: SuppressionRow): string {
  if (!row.nextSend)
    return row.list ? "Dropped for this list" : row.sender ? "Dropped from this sender" : "Dropped";
  const { step, until } = row.nextSend;
  if (until === row.until) return "Dropped, not longer";
  if (until - (row.cycleStart ?? 0) === MAX_STAY) return "Dropped, then to the limit";
  return `Dropped, then ${step < 3 ? stepName(step) : `${stepName(step)}ays`}`;
}

/** What one event did, for the timeline; `before` is the step that was in force, null for none. */
export function eventWords({ effect, lease, fact }: AddressEvent, before: number | null): string {
  const step = lease ? `step ${lease.step + 1}, ${stepName(lease.step).replace(" ", "\u00a0")}` : "";
  const dropped = fact.kind === "platformDrop" ? "Send dropped by ACS" : "Send dropped";
  switch (effect) {
    case "new-cycle":
      return `Hard bounce → a new cycle, ${step}`;
    case "inferred-cycle":
      return `ACS said Suppressed → its list knew first, ${step}`;
    case "step":
      return lease?.step === before ? `${dropped}, stays on ${step}` : `${dropped} → ${step}`;
    case "allowed":
      return "Send attempted: no lease in force";
    case "in-flight":
      return "Hard bounce of mail already in flight";
    case "same-occurrence":
      return "ACS said Suppressed: same occurrence";
    case "released":
      return "Released by an admin";
    case "nothing":
      return "Release: no lease in force";
  }
}

/** The answer for a moment other than now: a verdict, and its reason. */
export function answerWords(
  report: AddressReport,
  now: number,
  tz: string,
): { verdict: string; why: string } {
  const { suppressed, at } = report;
  const ahead = at > now;
  const [strongest] = suppressed;
  if (!strongest)
    return ahead
      ? { verdict: "No, it is free by then", why: "if nothing more happens. A send would be attempted." }
      : { verdict: "No, it was free.", why: "A send would have been attempted." };
  const verdict = ahead ? "Yes, it is still suppressed" : "Yes, it was suppressed";
  return { verdict, why: `${heldWords(report, now, tz)}.${sendThenWords(report, now, tz)}` };
}

/** What a send at that moment does to a lease that holds; empty where none does. */
function sendThenWords({ afterSend, lease, at }: AddressReport, now: number, tz: string): string {
  if (!afterSend || !lease) return "";
  const would = at > now ? "would" : "would have";
  const [be, move, make] = at > now ? ["be", "move", "make"] : ["been", "moved", "made"];
  const moved =
    afterSend.until === lease.until
      ? `not ${make} it longer`
      : `${move} it to step ${afterSend.step + 1}, until ${moment(afterSend.until, tz, now)}`;
  return ` A send ${would} ${be} dropped, and ${moved}.`;
}

function heldWords({ suppressed, lease }: AddressReport, now: number, tz: string): string {
  const [strongest] = suppressed;
  if (strongest?.reason === "bounce" && lease) {
    const cause = lease.inferred ? "what ACS's list knew on" : "the bounce of";
    const where = `at step ${lease.step + 1}, until ${moment(lease.until, tz, now)}`;
    return `${where}, because of ${cause} ${day(lease.cycleStart, tz, now)}`;
  }
  const until = strongest?.until ?? null;
  const end = until === null ? "without end" : `until ${moment(until, tz, now)}`;
  return `${end}, because of ${suppressed.map(causeWords).join(" and ")}`;
}

const CAUSES: Record<SuppressionReason, string> = {
  bounce: "a hard bounce",
  complaint: "a complaint",
  unsubscribe: "leaving every list",
  manual: "an entry made by hand",
  imported: "an imported entry",
  soft: "soft bounces in a row",
};

/** What suppresses, as part of a sentence: "a complaint". */
export function causeWords({
  reason,
  list,
  sender,
  wholeDomain,
}: AddressReport["suppressed"][number]): string {
  if (reason === "unsubscribe" && list !== null) return `leaving ${list}`;
  return `${CAUSES[reason]}${wholeDomain ? " for the whole domain" : ""}${scopeWords({ list, sender })}`;
}

/** What stands after "Suppressed until …": what a send at this moment would do. */
export function sendNowWords({ afterSend, lease }: AddressReport, now: number, tz: string): string {
  if (!afterSend || !lease) return "A send now is dropped.";
  if (afterSend.until === lease.until) return "A send now is dropped; it does not make it longer.";
  return `A send now is dropped and moves this to ${weekdayMoment(afterSend.until, tz, now)}.`;
}

export const ENDS_WORDS = { day: "Within 24 hours", week: "Within 7 days", never: "No end" } as const;

export const SCOPE_WORDS = {
  all: "All mail, by entry",
  list: "One list",
  sender: "One sender domain",
} as const;

/** As the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
