import { doorTitle } from "@/lib/core/sources/doors";
import { CATEGORY_WORDS } from "../bounce/category-words";
import { count, percent, span } from "../format";
import { wilson } from "../statistics";
import type { AlertText } from "./channel";
import type { Step } from "./incident";
import type { AlertState, Judgement, Window } from "./judge";
import { ALERT_METRICS } from "./metric";
import { type AlertRule, countsMail, type RateRule } from "./rule";
import type { AlertSlice } from "./slice";

export const STATE_WORDS: Record<AlertState, string> = {
  ok: "Ok",
  watch: "Watch",
  alert: "Alert",
  "no-data": "No data",
};
export const WINDOW_WORDS: Record<Window, string> = {
  hour: "in the last hour",
  day: "in the last 24 hours",
  week: "in seven days",
};

/** A slice is counted by UTC day: its day is today's. */
const windowWords = (rule: RateRule, window: Window): string =>
  rule.slice && window === "day" ? "today (UTC)" : WINDOW_WORDS[window];

function whose(rule: AlertRule): string {
  const slice = countsMail(rule) ? sliceWords(rule.slice) : "";
  return `${rule.sender ? ` of ${rule.sender}` : ""}${slice}`;
}

/** " to Gmail", " in “Autumn sale”", " with 5.7.1": the part of the mail that a rule is about. */
export function sliceWords(slice: AlertSlice | null): string {
  if (!slice) return "";
  if (slice.by === "category") return ` for “${CATEGORY_WORDS[slice.name].title}”`;
  if (slice.by === "campaign") return ` in “${slice.name}”`;
  return slice.by === "code" ? ` with ${slice.name}` : ` to ${slice.name}`;
}

/** "5%": a line as a person writes it, without zeros that say nothing. */
export const line = (rate: number): string => `${Number((rate * 100).toPrecision(4))}%`;

/** When a rule opens, in short. */
export function opensAt(rule: AlertRule): string {
  if (rule.kind === "rate") return `${line(rule.opens)}, lower bound`;
  if (rule.kind === "gmail") return line(rule.opens);
  if (rule.kind === "pattern") return `${rule.deviations} deviations`;
  return rule.minutes === null ? "when it fails" : span(rule.minutes * 60_000);
}

/** The figure of a judgement in the unit of its rule. */
export function figure(rule: AlertRule, { value }: Pick<Judgement, "value">): string {
  if (value === null && rule.kind === "silence" && rule.minutes === null) return "works";
  if (value === null) return "no data";
  if (rule.kind === "rate" || rule.kind === "gmail") return percent(value);
  if (rule.kind === "pattern") return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(1)}`;
  return span(value * 60_000);
}

/** One sentence on what a rule has found. */
export function finding(rule: AlertRule, judgement: Judgement): string {
  const { value, window, state } = judgement;
  const { k, n } = judgement.count;
  if (rule.kind === "silence") {
    const whom = rule.source ? doorTitle(rule.source) : "";
    if (judgement.failure !== undefined)
      return `${whom} has failed for ${span((value ?? 0) * 60_000)}: ${judgement.failure}`;
    if (rule.minutes === null) return `${whom} works.`;
    if (value === null)
      return whom
        ? `${whom} has sent nothing by itself so far.`
        : "No source has sent anything by itself in 14 days.";
    const long = span(value * 60_000);
    if (state === "alert")
      return whom ? `${whom} has sent nothing for ${long}.` : `Nothing has come in for ${long}.`;
    return whom ? `${whom} last sent something ${long} ago.` : `The latest event is ${long} old.`;
  }
  if (rule.kind === "gmail") {
    if (value === null) return `Gmail has told no spam rate${whose(rule)} of the last seven days.`;
    const said = `Gmail's readers reported ${percent(value)} as spam${whose(rule)}, the last that it told`;
    if (state === "alert") return `${said}. The line is ${line(rule.opens)}.`;
    return state === "watch" ? `${said}. It is not under ${line(rule.closes)}.` : `${said}.`;
  }
  if (rule.kind === "pattern") {
    const what = rule.metric === "volume" ? "Mail sent" : ALERT_METRICS[rule.metric].name;
    if (value === null) return `${what}${whose(rule)}: fewer than four of the same weekday to compare with.`;
    const direction = value < 0 ? "below" : "above";
    const counted = rule.metric === "volume" ? `${count(n)} sent` : `${count(k)} of ${count(n)}`;
    return `${what}${whose(rule)} yesterday: ${counted}, ${Math.abs(value).toFixed(1)} deviations ${direction} the same weekday of eight weeks.`;
  }
  const metric = ALERT_METRICS[rule.metric];
  const counts = `${count(k)} of ${count(n)} ${metric.over} ${windowWords(rule, window ?? "week")}`;
  const lead = `${metric.name}${whose(rule)}: ${counts}`;
  if (value === null || state === "no-data")
    return `${lead}. Fewer than ${count(rule.minimum)} are not judged.`;
  const said = `${lead}, ${percent(value)}`;
  if (state === "alert")
    return `${said}. Even the lower bound, ${percent(wilson(k, n).low)}, is over the line of ${line(rule.opens)}.`;
  return state === "watch"
    ? `${said}. Over the line of ${line(rule.opens)}, but it may be chance.`
    : `${said}.`;
}

/** What a step of an incident is called, in the timeline and in the subject of a message. */
export const STEP_WORDS: Record<Step | "acknowledged" | "owned" | "noted" | "told" | "not-told", string> = {
  opened: "Alert",
  closing: "Closing",
  back: "Back over the line",
  reminded: "Still open",
  resolved: "Resolved",
  acknowledged: "Acknowledged",
  owned: "Owner",
  noted: "Note",
  told: "Told",
  "not-told": "Could not be told",
};

/** The message of a step. */
export function message(rule: AlertRule, step: Step, judgement: Judgement, incident: number): AlertText {
  const lines = [finding(rule, judgement)];
  if (step === "resolved" && rule.kind !== "silence") lines.push("It has been clear for three days.");
  return { subject: `${STEP_WORDS[step]}: ${rule.name}`, lines, path: `/alerts/${incident}` };
}
