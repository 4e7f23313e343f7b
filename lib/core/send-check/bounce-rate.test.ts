import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressChance, domainBelief, expectedRate } from "./bounce-rate";

const nothing = { mails: 0, hard: 0 };

test("knowing nothing it is 1 in 100; the more mail there was, the more its own figures count", () => {
  assert.equal(domainBelief(nothing, nothing, nothing).mean, 0.01);
  const all = { mails: 100_000, hard: 500 };
  const provider = { mails: 20_000, hard: 100 };
  const few = domainBelief(all, provider, { mails: 10, hard: 10 });
  const many = domainBelief(all, provider, { mails: 1_000, hard: 1_000 });
  assert.ok(few.mean > 0.15 && few.mean < 0.2, String(few.mean));
  assert.ok(many.mean > 0.95, String(many.mean));
  assert.equal(many.weight, 1_050);
});

test("an address is told by its last run: accepted ones are safe, bounced ones are not", () => {
  const belief = { mean: 0.01, weight: 1_000 };
  const chance = (hard: number, accepted: number) => addressChance(belief, 0, { hard, accepted }).mean;
  assert.equal(chance(0, 0), 0.01);
  assert.ok(Math.abs(chance(1, 0) - 1.005 / 1.5) < 1e-12);
  assert.ok(chance(2, 0) > 0.8);
  assert.ok(chance(0, 10) < 0.001);
});

test("worked by hand: 100 unknown addresses of a domain of 1 %, known by 99 mails", () => {
  const chances = [addressChance({ mean: 0.01, weight: 99 }, 0, { hard: 0, accepted: 0 })];
  const found = expectedRate(chances, [100], [{ mean: 0.01, weight: 99 }]);
  // Var = 100 (p q - v) + 100² v with v = p q / 100: nearly twice that of 100 independent addresses.
  const v = 0.0099 / 100;
  const effective = (0.0099 * 100 ** 2) / (100 * (0.0099 - v) + 100 ** 2 * v);
  assert.ok(Math.abs(effective - 50.25) < 0.01);
  assert.ok(found && Math.abs(found.rate - 0.01) < 1e-12);
  assert.ok(
    found.low > 0 && found.low < 0.002 && found.high > 0.07 && found.high < 0.09,
    JSON.stringify(found),
  );
});

test("over no address there is no rate; of certain ones there is no doubt", () => {
  const sure = [{ mean: 1, leaning: 0, domain: -1 }];
  assert.equal(expectedRate(sure, [0], []), null);
  assert.deepEqual(expectedRate(sure, [7], []), { rate: 1, low: 1, high: 1, addresses: 7 });
});

test("the rate lies within its interval, that within 0 and 1, and less is known of one domain than of many", () => {
  const share = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });
  fc.assert(
    fc.property(
      share,
      fc.integer({ min: 50, max: 5_000 }),
      fc.integer({ min: 1, max: 400 }),
      (mean, weight, n) => {
        const belief = { mean, weight };
        const run = { hard: 0, accepted: 0 };
        const one = expectedRate([addressChance(belief, 0, run)], [2 * n], [belief]);
        const two = expectedRate(
          [addressChance(belief, 0, run), addressChance(belief, 1, run)],
          [n, n],
          [belief, belief],
        );
        assert.ok(one && two);
        assert.ok(0 <= one.low && one.low <= one.rate && one.rate <= one.high && one.high <= 1);
        assert.ok(two.high - two.low <= one.high - one.low + 1e-9);
      },
    ),
  );
});
