import assert from "node:assert/strict";
import { test } from "node:test";
import { placementHints } from "./placement";

const read = (provider: string, was: number, is: number, n = 1_000) => ({
  ...{ provider, now: { k: is, n }, before: { k: was, n } },
});

test("one provider at which people read less than before, while the others do not, is a hint", () => {
  const [hint, ...more] = placementHints([
    read("Gmail", 200, 205),
    read("Outlook", 200, 110),
    read("Yahoo", 200, 190),
  ]);
  assert.deepEqual(more, []);
  assert.equal(hint?.provider, "Outlook");
  assert.deepEqual(hint?.others, { now: { k: 395, n: 2_000 }, before: { k: 400, n: 2_000 } });
});

test("where all read less, where one reads more, and where it may be chance, there is none", () => {
  assert.deepEqual(placementHints([read("Gmail", 200, 110), read("Outlook", 200, 110)]), []);
  assert.deepEqual(placementHints([read("Gmail", 200, 200), read("Outlook", 110, 200)]), []);
  assert.deepEqual(placementHints([read("Gmail", 200, 200), read("Outlook", 20, 14, 100)]), []);
  assert.deepEqual(placementHints([read("Outlook", 200, 110)]), [], "there is nobody to compare with");
  assert.deepEqual(placementHints([]), []);
});
