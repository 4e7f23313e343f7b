import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf, pauseAfter, readRetryAfter } from "./outgoing";

const NOW = Date.UTC(2026, 10, 23, 9);
const IN = (hours: number) => NOW + hours * 3_600_000;

test("what became of a suppression follows from its ends, before and after", () => {
  for (const [was, is, change] of [
    [null, IN(24), "suppression.added"],
    [IN(-1), IN(24), "suppression.added"],
    [NOW, IN(24), "suppression.added"],
    [IN(24), IN(48), "suppression.extended"],
    [IN(48), IN(24), "suppression.shortened"],
    [IN(24), NOW, "suppression.released"],
    [IN(24), null, "suppression.released"],
    [IN(24), IN(24), null],
    [null, IN(-5), null],
    [IN(-9), IN(-5), null],
    [null, null, null],
  ] as const)
    assert.equal(changeOf(was, is, NOW), change, `${was} ${is}`);
});

test("pauses grow from five seconds to a day, spread by a tenth, and end after ten attempts", () => {
  const pauses = Array.from({ length: 9 }, (_, i) => pauseAfter(i + 1, 0) ?? 0);
  assert.equal(pauses[0], 5_000);
  assert.deepEqual(
    pauses,
    [...pauses].sort((a, b) => a - b),
  );
  assert.equal(pauses.at(-1), 86_400_000);
  assert.equal(pauseAfter(1, 1), 5_500);
  assert.equal(pauseAfter(1, 0, 60_000), 60_000, "the receiver asked for more");
  assert.equal(pauseAfter(10, 0), null);
});

test("Retry-After is read as seconds or as a date, a day at most", () => {
  for (const [text, ms] of [
    ["120", 120_000],
    ["Mon, 23 Nov 2026 09:00:30 GMT", 30_000],
    ["Mon, 23 Nov 2026 08:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["soon", 0],
    [undefined, 0],
  ] as const)
    assert.equal(readRetryAfter(text, NOW), ms, text);
});
