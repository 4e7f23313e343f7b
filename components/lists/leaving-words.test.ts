import assert from "node:assert/strict";
import { test } from "node:test";
import { honourSentence, leftByDay, reasonsOf, tookWords } from "./leaving-words";

const none = { "too-often": 0, "not-for-me": 0, "never-asked": 0, other: 0 };
const lists = [
  { id: 0, name: "Every list at once", left: [1, 0], reasons: { ...none, "never-asked": 1 } },
  { id: 7, name: "News", left: [2, 3], reasons: { ...none, "too-often": 2 } },
];

test("reasons and days are of one list or of all", () => {
  assert.deepEqual(reasonsOf(lists, null).rows[0], { reason: "too-often", n: 2 });
  assert.deepEqual([reasonsOf(lists, null).answered, reasonsOf(lists, null).left], [3, 6]);
  assert.deepEqual([reasonsOf(lists, 7).answered, reasonsOf(lists, 7).left], [2, 5]);
  assert.deepEqual(leftByDay({ days: ["a", "b"], lists }, null), [3, 3]);
  assert.deepEqual(leftByDay({ days: ["a", "b"], lists }, 0), [1, 0]);
});

test("the sentence says what is late before it praises", () => {
  const honoured = { steps: [], doors: [], half: 20, measured: 12, longest: 61_000, late: 0 };
  assert.equal(honourSentence(honoured), "Every one of 12 unsubscribes was in force within 1 min.");
  assert.match(
    honourSentence({ ...honoured, late: 2, longest: 200_000_000 }),
    /^2 of 12 came into force after more/,
  );
  assert.equal(
    honourSentence({ ...honoured, measured: 0, longest: null }),
    "No decision came by one of our doors in these 28 days.",
  );
  assert.deepEqual([tookWords(42), tookWords(1_240), tookWords(38_000)], ["0.1 s", "1.3 s", "38 s"]);
});
