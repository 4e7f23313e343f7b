import { type TrendFacts, trendFacts } from "@/components/charts/trend-facts";
import { dayWords, weekdayWords } from "@/components/filter/words";
import { count, counted, percent } from "@/lib/core/format";
import { metricOf } from "@/lib/core/metrics";
import { rate } from "@/lib/core/statistics";
import type { Series, SeriesDay } from "@/lib/server/reports/series";
import type { Measure } from "./measures";

/** The share of failed mail that Azure Communication Services asks its senders to stay below. */
export const ACS_LIMIT = 0.02;
/** The limit as the chart draws and names it. */
export const ACS_LINE = { value: ACS_LIMIT, name: "ACS limit 2%", short: "ACS 2%" };
/** So many must be sent before a share of nothing can be told from 2 % (Wilson, 95 %). */
const ENOUGH = 190;

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const numbered = (n: number, one: string, many: string) =>
  `${NUMBERS[n] ?? count(n)} ${n === 1 ? one : many}`;

/** The chart in one or two sentences. */
export function trendSentence(series: Series, measure: Measure, today: string): string {
  const { total, totalBefore, days } = series;
  const k = metricOf(measure).k(total);
  if (total.sent === 0) return "No mail was sent in these days.";
  if (total.sent < ENOUGH) {
    const missing = Math.ceil((ENOUGH - total.sent) / 10) * 10;
    return `${count(total.sent)} sent, ${counted(k, "failure")}. About ${missing} more are needed to judge 2%.`;
  }
  const before = rate(metricOf(measure).k(totalBefore), totalBefore.sent);
  const against = before === null ? "" : `, against ${percent(before)} before`;
  const parts = [
    `${percent(rate(k, total.sent))} over ${counted(days.length, "day")} (${count(k)} of ${count(total.sent)})${against}.`,
  ];
  if (measure === "failures") {
    const over = days.filter(
      (day) => !day.incomplete && (rate(metricOf(measure).k(day), day.sent) ?? 0) > ACS_LIMIT,
    );
    parts.push(`${numbered(over.length, "day was", "days were")} over the ACS limit.`);
  }
  const gaps = days.filter((day) => day.noData && !day.incomplete).map(({ day }) => dayWords(day, today));
  if (gaps.length > 3) parts.push(`No data on ${gaps.length} days.`);
  else if (gaps.length > 0) parts.push(`No data on ${gaps.join(" and ")}.`);
  return parts.join(" ");
}

/** One day of the trend in words and numbers. */
export function dayFacts(series: Series, measure: Measure, index: number, today: string): TrendFacts {
  const part = (day: SeriesDay) => ({
    title: weekdayWords(day.day, today) + (day.incomplete ? ", so far" : ""),
    ...{ k: metricOf(measure).k(day), n: day.sent },
  });
  const before = series.before[index];
  return trendFacts(part(series.days[index]!), before ? part(before) : null);
}
