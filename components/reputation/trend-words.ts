import { type TrendFacts, trendFacts } from "@/components/charts/trend-facts";
import type { TrendPoint } from "@/components/charts/trend-layout";
import { dayWords, weekdayWords } from "@/components/filter/words";
import { addDays } from "@/lib/core/buckets";
import { type Forecast, forecast } from "@/lib/core/forecast";
import { count, counted, percent } from "@/lib/core/format";
import { type LimitLine, roomBelow } from "@/lib/core/limit-lines";
import { BASES, metricOf } from "@/lib/core/metrics";
import { rate, wilson } from "@/lib/core/statistics";
import type { TrendBucket, TrendReport } from "@/lib/server/reports/trend";
import type { ReputationState } from "./state";

type Shown = Pick<ReputationState, "metric" | "base" | "show">;

/** What is shown of a bucket: k of n, and the value of its point. */
export function shareOf({ metric, base }: Shown, counts: TrendBucket["counts"]) {
  return { k: metricOf(metric).k(counts), n: BASES[base].n(counts) };
}

/** The points of the chart. */
export function pointsOf(report: TrendReport, shown: Shown, compare: boolean): TrendPoint[] {
  const valueAt = (bucket: TrendBucket | null | undefined) => {
    if (!bucket || bucket.noData) return null;
    const { k, n } = shareOf(shown, bucket.counts);
    return shown.show === "counts" ? k : rate(k, n);
  };
  return report.buckets.map((bucket, i) => {
    const { k, n } = shareOf(shown, bucket.counts);
    const value = valueAt(bucket);
    const interval = shown.show === "counts" ? { low: value ?? 0, high: value ?? 0 } : wilson(k, n);
    return {
      ...{ rate: value, ...interval, before: compare ? valueAt(report.before[i]) : null },
      ...{ incomplete: bucket.incomplete, noData: bucket.noData && !bucket.incomplete },
    };
  });
}

/** "19 Nov", "14:00" with its day at midnight; of a month "Nov", with its year where that is another one. */
export function bucketWord({ grain }: TrendReport, { label }: TrendBucket, today: string): string {
  const day = label.slice(0, 10);
  if (grain === "hour") return label.endsWith("T00:00") ? dayWords(day, today) : label.slice(11);
  if (grain === "month") return dayWords(day, today).replace(/^\d+ /, "");
  return dayWords(day, today);
}

/** Where a value stands, in words: "on 18 Nov", "on 18 Nov at 14:00", "in the week of 16 Nov", "in Nov". */
export function bucketPlace(report: TrendReport, bucket: TrendBucket, today: string): string {
  const day = dayWords(bucket.label.slice(0, 10), today);
  if (report.grain === "hour") return `on ${day} at ${bucket.label.slice(11)}`;
  if (report.grain === "month") return `in ${bucketWord(report, bucket, today)}`;
  return report.grain === "week" ? `in the week of ${day}` : `on ${day}`;
}

/**
 * Which hours have a word below the axis, at most `most`: the midnights of several days, else every third, sixth or twelfth
 * hour. Null where the buckets are no hours.
 */
export function namedHours({ grain, buckets }: TrendReport, most: number): number[] | null {
  if (grain !== "hour") return null;
  const at = (hours: number) =>
    buckets.flatMap(({ label }, i) =>
      label.endsWith(":00") && Number(label.slice(11, 13)) % hours === 0 ? [i] : [],
    );
  const midnights = at(24);
  if (midnights.length > 2) {
    const step = Math.ceil(midnights.length / most);
    return midnights.filter((_, i) => i % step === 0);
  }
  return [3, 6, 12].map(at).find((hours) => hours.length <= most) ?? midnights;
}

/** "Wed 18 Nov", "Wed 18 Nov, 14:00", "16 Nov – 22 Nov". */
export function bucketTitle(
  { grain, utc }: TrendReport,
  { label, days, incomplete }: TrendBucket,
  today: string,
): string {
  const day = label.slice(0, 10);
  const last = addDays(day, days - 1);
  const named =
    grain === "hour"
      ? `${weekdayWords(day, today)}, ${label.slice(11)}`
      : days === 1
        ? weekdayWords(day, today)
        : `${dayWords(day, today)} – ${dayWords(last, today)}`;
  return `${named}${utc ? " UTC" : ""}${incomplete ? ", so far" : ""}`;
}

/** One bucket in words and numbers. */
export function bucketFacts(report: TrendReport, shown: Shown, index: number, today: string): TrendFacts {
  const part = (bucket: TrendBucket) => ({
    title: bucketTitle(report, bucket, today),
    ...shareOf(shown, bucket.counts),
  });
  const before = report.before[index];
  return trendFacts(part(report.buckets[index]!), before ? part(before) : null);
}

/** The period in a sentence: the rate, k of n, and the period before. */
export function summary(report: TrendReport, shown: Shown): string {
  const { k, n } = shareOf(shown, report.total);
  if (n === 0) return "No mail in these days.";
  const before = shareOf(shown, report.totalBefore);
  const was = rate(before.k, before.n);
  const against =
    was === null
      ? ""
      : shown.show === "counts"
        ? `, against ${count(before.k)} of ${count(before.n)} before`
        : `, against ${percent(was)} before`;
  return `${percent(rate(k, n))}: ${count(k)} of ${count(n)} ${BASES[shown.base].of}${against}.`;
}

/** "You can afford 214 more hard bounces in these days before ACS 2%." Of the lowest limit that is kept, else the lowest. */
export function roomSentence(report: TrendReport, shown: Shown, lines: LimitLine[]): string | null {
  const { k, n } = shareOf(shown, report.total);
  if (n === 0 || lines.length === 0) return null;
  const { one, many } = metricOf(shown.metric);
  const kept = lines.find(({ value }) => roomBelow(value, k, n) >= 0);
  if (kept) {
    const room = roomBelow(kept.value, k, n);
    return `In these days you can afford ${counted(room, `more ${one}`, `more ${many}`)} before ${kept.name}.`;
  }
  const last = lines.at(-1)!;
  return `These days are over ${last.name} by ${counted(-roomBelow(last.value, k, n), one, many)}.`;
}

/** When the rate of the last two weeks would meet the next limit, if it clearly rises; of a period that is over, nothing. */
export function forecastSentence(
  report: TrendReport,
  shown: Shown,
  lines: LimitLine[],
  today: string,
): string | null {
  if (report.grain !== "day") return null;
  const whole = report.buckets.filter(({ incomplete }) => !incomplete);
  const last = whole.at(-1);
  // Days of slices are UTC days: the last whole one may be that before yesterday.
  if (!last || last.label < addDays(today, -2)) return null;
  const days = whole.map(({ counts }) => shareOf(shown, counts));
  for (const { value, name } of lines) {
    const found: Forecast | null = forecast(days, value);
    if (!found) continue;
    const on = (ahead: number) => weekdayWords(addDays(last.label, ahead), today);
    const range =
      found.latest === null
        ? `${on(found.earliest)} at the earliest`
        : `${on(found.earliest)} to ${on(found.latest)}`;
    return `It rises by ${(found.slope * 100).toFixed(2)} points a day. If it goes on so, it meets ${name} about ${on(found.days)} (95%: ${range}).`;
  }
  return null;
}
