import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { slips } from "./distance";

test("each slip counts once, a letter that is elsewhere on the keyboard twice", () => {
  for (const [from, to, needed] of [
    ["gmail", "gmail", 0],
    ["gmial", "gmail", 1],
    ["gmai", "gmail", 1],
    ["gmaill", "gmail", 1],
    ["gnail", "gmail", 1],
    ["gmai1", "gmail", 1],
    ["email", "gmail", 2],
    ["hotmial", "homtail", 2],
    ["abc", "xyz", 4],
  ] as const)
    assert.equal(slips(from, to, 3), needed, `${from} ${to}`);
});

const word = fc.string({ unit: fc.constantFrom(..."abcgmilo"), maxLength: 7 });

test("it is symmetric, zero for equal texts only, and a lower bound never counts differently", () => {
  fc.assert(
    fc.property(word, word, fc.nat(4), (a, b, most) => {
      const exact = slips(a, b, 20);
      assert.equal(slips(b, a, 20), exact);
      assert.equal(exact === 0, a === b);
      assert.equal(slips(a, b, most), Math.min(exact, most + 1));
    }),
  );
});
