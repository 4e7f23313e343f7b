import assert from "node:assert/strict";
import { test } from "node:test";
import { patience } from "./rhythm";

const HOUR = 3_600_000;

test("a door may be silent for as long as it ever was, an hour at least", () => {
  const always = Array.from({ length: 200 }, (_, i) => 1_000 + i);
  assert.equal(patience(always), HOUR);
  const nights = always.filter((quarter) => quarter % 96 > 40);
  assert.equal(patience(nights), 10.75 * HOUR, "the night, and the quarter that it ends in");
});

test("a door that is new has a day", () => {
  assert.equal(patience([]), 24 * HOUR);
  assert.equal(patience([5]), 24 * HOUR);
  assert.equal(patience([5, 50]), 24 * HOUR);
});
