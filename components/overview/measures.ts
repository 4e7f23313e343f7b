import type { TrendPoint } from "@/components/charts/trend-layout";
import type { Kind } from "@/lib/core/events";
import { rate, wilson } from "@/lib/core/statistics";
import { failuresOf, type Totals } from "@/lib/core/totals";
import type { Series, SeriesDay } from "@/lib/server/reports/series";

/** What the trend can show, each over `sent`. */
export const MEASURES = {
  all: { label: "All failures", title: "Failure rate", of: "hard + soft + spam, over sent", kind: undefined },
  hard: { label: "Hard", title: "Hard bounce rate", of: "hard, over sent", kind: "hard" },
  soft: { label: "Soft", title: "Soft bounce rate", of: "soft, over sent", kind: "soft" },
  spam: { label: "Spam", title: "Spam bounce rate", of: "spam, over sent", kind: "spam" },
} as const satisfies Record<string, { label: string; title: string; of: string; kind: Kind | undefined }>;
export type Measure = keyof typeof MEASURES;

export const isMeasure = (text: string | null): text is Measure =>
  text !== null && Object.hasOwn(MEASURES, text);

/** The numerator of a measure. */
export const countOf = (measure: Measure, totals: Totals): number =>
  measure === "all" ? failuresOf(totals) : totals[measure];

const rateOf = (measure: Measure, day: SeriesDay | undefined): number | null =>
  day ? rate(countOf(measure, day), day.sent) : null;

/** The days of a series as points of the trend chart. */
export function trendOf(series: Series, measure: Measure): TrendPoint[] {
  return series.days.map((day, index) => ({
    rate: rateOf(measure, day),
    ...wilson(countOf(measure, day), day.sent),
    before: rateOf(measure, series.before[index]),
    incomplete: day.incomplete,
    noData: day.sent === 0 && !day.incomplete,
  }));
}
