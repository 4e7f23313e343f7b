import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { falseDiscovery, rate, tailOf, twoProportions, wilson } from "./statistics";

test("nothing over nothing is no data", () => {
  assert.equal(rate(0, 0), null);
  assert.equal(rate(0, 5), 0);
  assert.deepEqual(wilson(0, 0), { low: 0, high: 1 });
});

test("Wilson's interval, against figures worked out elsewhere", () => {
  const cases: [k: number, n: number, low: number, high: number][] = [
    [1, 10, 0.01788, 0.40415],
    [5, 10, 0.23659, 0.76341],
    [10, 10, 0.72247, 1],
    [2, 100, 0.0055, 0.07001],
    [1_543, 50_265, 0.02922, 0.03224],
  ];
  for (const [k, n, low, high] of cases) {
    const interval = wilson(k, n);
    assert.ok(Math.abs(interval.low - low) < 5e-5, `${k} of ${n}: ${interval.low}`);
    assert.ok(Math.abs(interval.high - high) < 5e-5, `${k} of ${n}: ${interval.high}`);
  }
});

test("sends without an event until a rate is under its limit (standards, B5)", () => {
  for (const [limit, sends] of [
    [0.001, 3_838],
    [0.003, 1_277],
    [0.02, 189],
    [0.05, 73],
  ] as const) {
    assert.ok(wilson(0, sends).high < limit);
    assert.ok(wilson(0, sends - 1).high >= limit);
  }
});

test("events until a rate is certainly over its limit (standards, B5)", () => {
  for (const [limit, n, k] of [
    [0.001, 10_000, 17],
    [0.003, 5_000, 23],
    [0.05, 1_000, 64],
    [0.1, 5_000, 542],
  ] as const) {
    assert.ok(wilson(k, n).low > limit);
    assert.ok(wilson(k - 1, n).low <= limit);
  }
});

const kOfN = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test("the interval holds the rate, lies within 0 and 1, and moves with k", () => {
  fc.assert(
    fc.property(kOfN, ([k, n]) => {
      const { low, high } = wilson(k, n);
      assert.ok(0 <= low && low <= k / n && k / n <= high && high <= 1);
      if (k < n) {
        const more = wilson(k + 1, n);
        assert.ok(more.low > low && more.high >= high);
      }
    }),
  );
});

test("two proportions, and how likely chance is, against figures worked out elsewhere", () => {
  assert.ok(Math.abs(twoProportions({ k: 45, n: 100 }, { k: 30, n: 100 }) - 2.190_89) < 1e-4);
  assert.equal(twoProportions({ k: 0, n: 100 }, { k: 0, n: 100 }), 0);
  assert.equal(twoProportions({ k: 1, n: 1 }, { k: 0, n: 0 }), 0);
  for (const [z, tail] of [
    [0, 1],
    [1.959_964, 0.05],
    [2.575_829, 0.01],
    [-3.290_527, 0.001],
  ])
    assert.ok(Math.abs(tailOf(z!) - tail!) < 1e-6, String(z));
});

test("Benjamini and Hochberg's own example keeps four of fifteen", () => {
  const tails = [
    ...[
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759,
    ],
    1,
  ];
  assert.equal(falseDiscovery(tails, 0.05).filter(Boolean).length, 4);
  assert.deepEqual(falseDiscovery([], 0.05), []);
});
