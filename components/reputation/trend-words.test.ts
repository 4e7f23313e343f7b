import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays } from "@/lib/core/buckets";
import { bucketsOf, type Grain } from "@/lib/core/grain";
import { limitLines } from "@/lib/core/limit-lines";
import { emptyTotals } from "@/lib/core/totals";
import type { TrendReport } from "@/lib/server/reports/trend";
import { bucketPlace, forecastSentence, namedHours } from "./trend-words";

const TODAY = "2026-11-20";
const SHOWN = { metric: "hard", base: "sent", show: "rates" } as const;

/** `k` of 1,000 on each bucket. */
function report(grain: Grain, from: string, to: string, k: (index: number) => number): TrendReport {
  const buckets = bucketsOf(from, to, "Europe/Berlin", grain).map((bucket, i) => ({
    ...{ ...bucket, counts: { ...emptyTotals(), sent: 1_000, hard: k(i) } },
    ...{ incomplete: false, noData: false },
  }));
  return { grain, utc: false, buckets, before: [], total: emptyTotals(), totalBefore: emptyTotals() };
}

test("a crossing is foretold of a rise up to now, not of a period that is over", () => {
  const lines = limitLines("hard", "sent", "sent", null);
  const rising = (to: string) => report("day", addDays(to, -13), to, (day) => 21 + 2 * day);
  const told = (to: string) => forecastSentence(rising(to), SHOWN, lines, TODAY);
  assert.match(told("2026-11-19") ?? "", /meets SES 5% about Sat 21 Nov/);
  assert.equal(told("2026-10-19"), null);
});

test("hours are named by their days where there are several, and by the clock within one or two", () => {
  const week = report("hour", "2026-11-13", "2026-11-19", () => 0);
  assert.deepEqual(namedHours(week, 7), [0, 24, 48, 72, 96, 120, 144]);
  assert.deepEqual(namedHours(week, 3), [0, 72, 144]);
  const clock = (hours: TrendReport, most: number) =>
    namedHours(hours, most)?.map((index) => hours.buckets[index]?.label.slice(11));
  assert.deepEqual(
    clock(
      report("hour", TODAY, TODAY, () => 0),
      7,
    ),
    ["00:00", "06:00", "12:00", "18:00"],
  );
  assert.deepEqual(
    clock(
      report("hour", TODAY, TODAY, () => 0),
      3,
    ),
    ["00:00", "12:00"],
  );
  assert.equal(
    namedHours(
      report("day", "2026-11-13", TODAY, () => 0),
      7,
    ),
    null,
  );
});

test("where a value stands is said with its day", () => {
  const place = (grain: Grain, index: number) => {
    const all = report(grain, "2026-11-09", TODAY, () => 0);
    return bucketPlace(all, all.buckets[index]!, TODAY);
  };
  assert.equal(place("hour", 35), "on 10 Nov at 11:00");
  assert.equal(place("day", 1), "on 10 Nov");
  assert.equal(place("week", 1), "in the week of 16 Nov");
  assert.equal(place("month", 0), "in Nov");
});
