import { BASES, METRIC_NAMES, type Metric, type MetricName, metricOf } from "../metrics";
import type { Totals } from "../totals";

/** What an alert can watch. Never opens or clicks: machines make most of them. */
export type AlertMetricName = Exclude<MetricName, "delivered">;
export const ALERT_METRIC_NAMES = METRIC_NAMES.filter((name) => name !== "delivered") as [
  AlertMetricName,
  ...AlertMetricName[],
];

/** A figure that an alert can watch: `k` of `n`. */
export interface AlertMetric extends Pick<Metric, "k"> {
  name: string;
  /** What is counted, as in "14 {counted}". */
  counted: string;
  /** What it is counted of, as in "of 1,200 {over}". */
  over: string;
  n(totals: Totals): number;
}

function alertMetric(metric: AlertMetricName): AlertMetric {
  const { countTitle, many, k, bases } = metricOf(metric);
  // A bounce that follows a delivery is judged beside the other bounces, so of the same.
  const { of, n } = BASES[metric === "asynchronous" ? "sent" : bases[0]];
  return { name: countTitle, counted: many, over: of, k, n };
}

export const ALERT_METRICS = Object.fromEntries(
  ALERT_METRIC_NAMES.map((name) => [name, alertMetric(name)]),
) as Record<AlertMetricName, AlertMetric>;
