import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changeOf, pointsWord } from "./change";

test("a difference within chance is no change", () => {
  assert.equal(changeOf({ k: 6, n: 1000 }, { k: 4, n: 1000 }).kind, "unclear");
  assert.equal(changeOf({ k: 5471, n: 921_244 }, { k: 4030, n: 959_629 }).kind, "clear");
  assert.equal(changeOf({ k: 1, n: 100 }, { k: 0, n: 0 }).kind, "incomparable");
});

test("a clear change has the sign of the difference, and is clear both ways round", () => {
  const share = fc
    .integer({ min: 1, max: 1e6 })
    .chain((n) => fc.record({ k: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
  fc.assert(
    fc.property(share, share, (a, b) => {
      const forth = changeOf(a, b);
      const back = changeOf(b, a);
      assert.equal(forth.kind, back.kind);
      if (forth.kind === "clear") assert.equal(forth.points > 0, a.k / a.n > b.k / b.n);
    }),
  );
});

test("points are written so that something is seen", () => {
  assert.equal(pointsWord(-0.1712), "0.17 pts");
  assert.equal(pointsWord(0.0113), "0.011 pts");
});
