import assert from "node:assert/strict";
import { test } from "node:test";
import { namedDays, namedGaps, peakOf, spread, type TrendPoint, thinWords, topOf } from "./trend-layout";

const point = (rate: number | null, over: Partial<TrendPoint> = {}): TrendPoint => ({
  rate,
  low: (rate ?? 0) * 0.9,
  high: (rate ?? 0) * 1.1,
  before: null,
  incomplete: false,
  noData: rate === null,
  ...over,
});

test("a day of few mails with a wide interval does not flatten the others", () => {
  const points = [point(0.01), point(0.03), point(0, { high: 0.5 })];
  assert.ok(topOf(points, 0.02) < 0.04);
  assert.ok(topOf(points, 0.02) > 0.03);
});

test("the limit is always on the chart", () => assert.ok(topOf([point(0.001)], 0.02) > 0.02));

test("only a day that stands out is named, and never the one that has not ended", () => {
  assert.equal(peakOf([point(0.01), point(0.03), point(0.01)]), 1);
  assert.equal(peakOf([point(0.01), point(0.011), point(0.01)]), null);
  assert.equal(peakOf([point(0.01), point(0.01), point(0.01), point(0.09, { incomplete: true })]), null);
});

test("a day of few mails is not named, however high", () => {
  const days = [point(0.2), point(0.21), point(0.2), point(0.33, { low: 0.06, high: 0.6 }), point(0.2)];
  assert.equal(peakOf(days), null);
  assert.ok(topOf(days) < 0.3);
  assert.match(thinWords(days), /too few/);
  assert.equal(thinWords([point(0.2), point(0.21), point(0.2, { high: 0.9, incomplete: true })]), "");
  const counts = [3, 4, 30].map((n) => point(n, { low: n, high: n }));
  assert.equal(peakOf(counts), 2);
});

test("the last day is named, and no other so near that the words would touch", () => {
  assert.deepEqual(namedDays(28, 6), [0, 7, 14, 21, 27]);
  assert.deepEqual(namedDays(30, 6), [0, 7, 14, 21, 29]);
  assert.deepEqual(namedDays(1, 6), [0]);
});

test("gaps that lie close together are not all named", () => {
  const nights = [0, 1, 2, 3].map((day): [number, number] => [day * 24, day * 24 + 6]);
  assert.deepEqual(namedGaps(nights, 14), [true, true, true, true]);
  assert.deepEqual(namedGaps(nights, 34), [true, false, true, false]);
});

test("a label beside a chart is moved off those before it, no further than it takes", () => {
  assert.deepEqual(spread([100, 140]), [0, 0]);
  assert.deepEqual(spread([100, 104]), [0, 11]);
  assert.deepEqual(spread([100, 96]), [0, -11]);
  // Between two lines that leave no room: above or below both.
  assert.deepEqual(spread([100, 110, 106]), [0, 5, -21]);
  assert.deepEqual(spread([100, 114, 101]), [0, 1, -16]);
});
