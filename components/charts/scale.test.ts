import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayTicks, runs, ticks, topOfIntervals } from "./scale";

test("the grid of a failure rate goes by round steps", () => {
  assert.deepEqual(ticks(0.0322), [0, 0.01, 0.02, 0.03, 0.04]);
  assert.deepEqual(ticks(1543), [0, 500, 1000, 1500, 2000]);
  assert.deepEqual(ticks(0), [0, 1]);
});

test("every grid holds its data, in at most four steps", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (max) => {
      const grid = ticks(max);
      assert.ok((grid.at(-1) ?? 0) >= max * 0.998, `${grid}`);
      assert.ok(grid.length >= 2 && grid.length <= 5, `${grid}`);
    }),
  );
});

test("days are named weekly over four weeks, and never more often than there is room", () => {
  assert.deepEqual(dayTicks(28, 6), [0, 7, 14, 21]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1827 }), fc.integer({ min: 2, max: 12 }), (days, limit) => {
      const named = dayTicks(days, limit);
      assert.ok(named.length <= limit);
      assert.equal(named[0], 0);
    }),
  );
});

test("runs are the gaps of a series", () => {
  const gap = [false, true, true, false, true];
  assert.deepEqual(
    runs(gap.length, (index) => gap[index] === true),
    [
      [1, 2],
      [4, 4],
    ],
  );
});

test("the interval of the highest rate is drawn whole, one of few messages is cut", () => {
  const low = { rate: 0.02, high: 0.021 };
  assert.equal(topOfIntervals([{ rate: 0.079, high: 0.089 }, low]), 0.089);
  assert.ok(topOfIntervals([{ rate: 0.02, high: 0.4 }, low]) < 0.03);
  assert.equal(topOfIntervals([{ rate: 0.9, high: 0.99 }, low]), 0.99);
});
