import assert from "node:assert/strict";
import { test } from "node:test";
import { boundedSum, boundedWords, MOST_COUNTED } from "./bounded-count";

test("a sum is exact until one of its counts is not", () => {
  assert.equal(boundedWords(boundedSum()), "0");
  assert.equal(boundedWords(boundedSum(MOST_COUNTED, MOST_COUNTED, 7)), "20,007");
  assert.equal(boundedWords(boundedSum(MOST_COUNTED + 1, 7)), "more than 10,007");
});
