import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { forecast } from "./forecast";

const rising = (from: number, by: number, noise = (_: number) => 0) =>
  Array.from({ length: 14 }, (_, i) => ({ k: Math.round((from + by * i + noise(i)) * 100_000), n: 100_000 }));

test("a rate that rises by a tenth of a point a day from 0.4 % meets 2 % three days after the 13th", () => {
  const found = forecast(rising(0.004, 0.001), 0.02)!;
  assert.ok(Math.abs(found.slope - 0.001) < 1e-6);
  assert.deepEqual([found.days, found.earliest, found.latest], [3, 3, 3]);
});

test("a day with little mail hardly bends the line", () => {
  const days = rising(0.004, 0.001).map((day, i) => (i === 5 ? { k: 9, n: 10 } : day));
  assert.equal(forecast(days, 0.02)?.days, 3);
});

test("nothing is foretold of a flat, falling, erratic, far or broken one, nor from a few days", () => {
  assert.equal(forecast(rising(0.01, 0), 0.02), null);
  assert.equal(forecast(rising(0.019, -0.001), 0.02), null);
  assert.equal(
    forecast(
      rising(0.01, 0.000_1, (i) => (i % 2 ? 0.005 : -0.005)),
      0.02,
    ),
    null,
  );
  assert.equal(forecast(rising(0.001, 0.000_1), 0.02), null);
  assert.equal(forecast(rising(0.02, 0.001), 0.02), null);
  assert.equal(forecast(rising(0.004, 0.001).slice(-6), 0.02), null);
  assert.equal(forecast([], 0.02), null);
});

test("what is foretold lies ahead, between its earliest and its latest day", () => {
  const day = fc
    .integer({ min: 0, max: 10_000 })
    .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }));
  fc.assert(
    fc.property(
      fc.array(day, { maxLength: 20 }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      (days, limit) => {
        const found = forecast(days, limit);
        if (!found) return;
        assert.ok(found.days >= 1 && found.days <= 28 && found.earliest <= found.days);
        assert.ok(found.latest === null || found.latest >= found.days);
      },
    ),
  );
});
