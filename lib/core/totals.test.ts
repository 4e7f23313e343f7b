import assert from "node:assert/strict";
import test from "node:test";
import { addTotals, emptyTotals, failuresOf } from "./totals";

test("adding is by field and leaves both as they were", () => {
  const one = { ...emptyTotals(), attempted: 10, sent: 9, hard: 1, soft: 2, spam: 3 };
  const two = { ...emptyTotals(), attempted: 5, sent: 5, hard: 4 };
  const sum = addTotals(one, two);
  assert.deepEqual(sum, { ...emptyTotals(), attempted: 15, sent: 14, hard: 5, soft: 2, spam: 3 });
  assert.equal(one.hard, 1);
  assert.equal(failuresOf(sum), 10);
});

test("nothing is a fresh object each time", () => {
  assert.notEqual(emptyTotals(), emptyTotals());
  assert.deepEqual(addTotals(emptyTotals(), emptyTotals()), emptyTotals());
});
