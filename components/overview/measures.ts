import type { TrendPoint } from "@/components/charts/trend-layout";
import { type MetricName, metricOf } from "@/lib/core/metrics";
import { rate, wilson } from "@/lib/core/statistics";
import type { Series, SeriesDay } from "@/lib/server/reports/series";

/** What the trend can show, each over `sent`. */
export const MEASURES = ["failures", "hard", "soft", "spam"] as const satisfies MetricName[];
export type Measure = (typeof MEASURES)[number];

const rateOf = (measure: Measure, day: SeriesDay | undefined): number | null =>
  day ? rate(metricOf(measure).k(day), day.sent) : null;

/** The days of a series as points of the trend chart. */
export function trendOf(series: Series, measure: Measure): TrendPoint[] {
  return series.days.map((day, index) => ({
    rate: rateOf(measure, day),
    ...wilson(metricOf(measure).k(day), day.sent),
    before: rateOf(measure, series.before[index]),
    incomplete: day.incomplete,
    noData: day.sent === 0 && !day.incomplete,
  }));
}
