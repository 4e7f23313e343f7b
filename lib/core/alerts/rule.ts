import { z } from "zod";
import { ALERT_METRIC_NAMES } from "./metric";
import { AlertSlice } from "./slice";

const HOUR = 3_600_000;
const percent = z.coerce.number("Write a number.").positive("Write a rate above 0.").max(1, "At most 100%.");

const common = {
  name: z.string().trim().min(1, "Give the rule a name.").max(80, "Use at most 80 characters."),
  /** An address, a domain, or "" for all senders. */
  sender: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(/^$|^(?:[^\s@]+@)?[^\s@]+\.[^\s@]+$/, "Write an address, a domain, or nothing for all senders.")
    .default(""),
  on: z.boolean().default(true),
  /** For how long it does not open again after it was resolved, in hours. */
  cooldown: z.coerce.number().int().min(0).max(720).default(24),
  /** Ids of the channels that are told. */
  channels: z.array(z.int().positive()).max(20).default([]),
};

/** What can be watched. Rates are proportions: 0.001 is 0.10 %. */
export const AlertRule = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("rate"),
    slice: AlertSlice.nullable().default(null),
    metric: z.enum(ALERT_METRIC_NAMES),
    /** It opens when the rate is certainly over this. */
    opens: percent,
    /** It closes when the rate has been under this for three days. */
    closes: percent,
    /** Fewer in seven days are not judged. */
    minimum: z.coerce.number().int().min(1).max(10_000_000).default(1_000),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("pattern"),
    slice: AlertSlice.nullable().default(null),
    metric: z.enum([...ALERT_METRIC_NAMES, "volume"]),
    /** How many deviations from the same weekday of the last eight weeks. */
    deviations: z.coerce.number().min(2, "At least 2.").max(20).default(3.5),
  }),
  z.strictObject({
    ...common,
    /** The spam rate that Gmail tells of a sender domain, a day at a time. */
    kind: z.literal("gmail"),
    /** It opens when the last day that is told reaches this. */
    opens: percent,
    /** It closes when what is told has been under this for three days. */
    closes: percent,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("silence"),
    /** A door, see lib/core/sources/doors.ts; "" for all of them together. */
    source: z.string().max(40).default(""),
    /** It opens when nothing has come in for so many minutes; null: only when the source, one that Repute fetches from, fails. */
    minutes: z.coerce.number().int().min(5, "At least 5 minutes.").max(10_080).nullable().default(60),
  }),
]);
export type AlertRule = z.output<typeof AlertRule>;
export type RateRule = Extract<AlertRule, { kind: "rate" }>;
export type PatternRule = Extract<AlertRule, { kind: "pattern" }>;
export type GmailRule = Extract<AlertRule, { kind: "gmail" }>;
export type SilenceRule = Extract<AlertRule, { kind: "silence" }>;

/** Whether a rule is about counts of mail, which the others know none of. */
export const countsMail = (rule: AlertRule): rule is RateRule | PatternRule =>
  rule.kind === "rate" || rule.kind === "pattern";

/** How long a rule must be clear before its incident is over, in ms: rates and patterns three days, arrivals at once. */
export const clearFor = (rule: AlertRule): number => (rule.kind === "silence" ? 0 : 72 * HOUR);

/**
 * What a new installation watches. ACS asks for failures below 2 %, SES reviews at 5 % hard bounces, Gmail asks for
 * complaints below 0.10 %; under which it closes is ours.
 */
export const FIRST_RULES: readonly AlertRule[] = [
  {
    kind: "rate",
    name: "Failures, all senders",
    metric: "failures",
    opens: 0.02,
    closes: 0.015,
    minimum: 1_000,
  },
  {
    kind: "rate",
    name: "Hard bounces, all senders",
    metric: "hard",
    opens: 0.05,
    closes: 0.04,
    minimum: 1_000,
  },
  {
    kind: "rate",
    name: "Spam complaints",
    metric: "complaints",
    opens: 0.001,
    closes: 0.0008,
    minimum: 1_000,
  },
  { kind: "pattern", name: "Volume against own pattern", metric: "volume", deviations: 3.5 },
  { kind: "silence", name: "Events arrive", minutes: 1_440 },
].map((rule) => AlertRule.parse(rule));
