import type { Kind } from "./events";
import { failuresOf, type Totals } from "./totals";

/** What is counted of every slice; engagement is not counted by domain. */
export type Counts = Omit<Totals, "pending" | "opened" | "clicked">;

/** What a rate is taken of. */
export const BASES = {
  sent: { of: "sent", n: (counts: Counts) => counts.sent },
  attempted: { of: "attempted", n: (counts: Counts) => counts.attempted },
  delivered: { of: "delivered", n: (counts: Counts) => counts.delivered },
  accepted: { of: "first reported delivered", n: (counts: Counts) => counts.delivered + counts.asynchronous },
} as const;
export type Base = keyof typeof BASES;

/** A figure over time or by slice. */
export interface Metric {
  /** As it stands on a button, and as a title of its rate and its count. */
  label: string;
  rateTitle: string;
  countTitle: string;
  /** "hard + soft + spam": the numerator in words. */
  counted: string;
  /** One of them, as in "14 more hard bounces". */
  one: string;
  many: string;
  k(counts: Counts): number;
  /** The first is the usual one. Only such as hold everything that is counted: no rate passes 100 %. */
  bases: readonly [Base, ...Base[]];
  /** Whether more of it is better or worse. */
  good: "more" | "less" | null;
  /** The kind of event behind it. */
  kind?: Kind;
}

const ofSent = { bases: ["sent", "attempted"], good: "less" } as const;

/** Never opens or clicks: machines make most of them. */
export const METRICS = {
  failures: {
    ...{
      label: "All failures",
      rateTitle: "Failure rate",
      countTitle: "Failures",
      counted: "hard + soft + spam",
    },
    ...{ one: "failure", many: "failures", k: failuresOf, ...ofSent },
  },
  hard: {
    ...{ label: "Hard", rateTitle: "Hard bounce rate", countTitle: "Hard bounces", counted: "hard" },
    ...{ one: "hard bounce", many: "hard bounces", k: (c) => c.hard, ...ofSent, kind: "hard" },
  },
  soft: {
    ...{ label: "Soft", rateTitle: "Soft bounce rate", countTitle: "Soft bounces", counted: "soft" },
    ...{ one: "soft bounce", many: "soft bounces", k: (c) => c.soft, ...ofSent, kind: "soft" },
  },
  spam: {
    ...{ label: "Spam", rateTitle: "Spam bounce rate", countTitle: "Spam bounces", counted: "spam" },
    ...{ one: "spam bounce", many: "spam bounces", k: (c) => c.spam, ...ofSent, kind: "spam" },
  },
  delivered: {
    ...{ label: "Delivered", rateTitle: "Delivery rate", countTitle: "Delivered", counted: "delivered" },
    ...{ one: "delivery", many: "deliveries", k: (c) => c.delivered, kind: "delivered" },
    ...{ bases: ["sent", "attempted"], good: "more" },
  },
  suppressed: {
    ...{
      label: "Suppressed",
      rateTitle: "Suppressed share",
      countTitle: "Suppressed",
      counted: "suppressed",
    },
    ...{ one: "suppressed mail", many: "suppressed mails", k: (c) => c.suppressed, kind: "suppressed" },
    ...{ bases: ["attempted"], good: "less" },
  },
  deferred: {
    ...{
      label: "Deferred",
      rateTitle: "Deferral rate",
      countTitle: "Deferred",
      counted: "deferred at least once",
    },
    ...{ one: "deferral", many: "deferrals", k: (c) => c.deferred, ...ofSent, kind: "delayed" },
  },
  asynchronous: {
    ...{ label: "Late", rateTitle: "Asynchronous bounce rate", countTitle: "Asynchronous bounces" },
    ...{ counted: "bounced after delivery", one: "asynchronous bounce", many: "asynchronous bounces" },
    ...{ k: (c) => c.asynchronous, bases: ["accepted", "sent", "attempted"], good: "less" },
  },
  complaints: {
    ...{
      label: "Complaints",
      rateTitle: "Complaint rate",
      countTitle: "Complaints",
      counted: "reported as spam",
    },
    ...{ one: "complaint", many: "complaints", k: (c) => c.complained, kind: "complained" },
    ...{ bases: ["delivered", "sent"], good: "less" },
  },
  unsubscribes: {
    ...{
      label: "Unsubscribes",
      rateTitle: "Unsubscribe rate",
      countTitle: "Unsubscribes",
      counted: "unsubscribed",
    },
    ...{ one: "unsubscribe", many: "unsubscribes", k: (c) => c.unsubscribed, kind: "unsubscribed" },
    ...{ bases: ["delivered", "sent"], good: null },
  },
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as [MetricName, ...MetricName[]];
export const metricOf = (name: MetricName): Metric => METRICS[name];
export const isMetric = (text: string | null | undefined): text is MetricName =>
  typeof text === "string" && Object.hasOwn(METRICS, text);

/** The base that was asked for where the metric may be taken of it, else its usual one. */
export const baseOf = (name: MetricName, asked: string | null | undefined): Base =>
  metricOf(name).bases.find((base) => base === asked) ?? metricOf(name).bases[0];

/** "hard + soft + spam, over sent" */
export const denominatorWords = (name: MetricName, base: Base): string =>
  `${metricOf(name).counted}, over ${BASES[base].of}`;
