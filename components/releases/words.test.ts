import assert from "node:assert/strict";
import { test } from "node:test";
import { openingWords } from "./words";

const done = (again: number, delivered: number, quiet: number) => ({
  state: "done" as const,
  aftermath: { again, delivered, quiet, examples: [] },
});
const undone = { state: "undone" as const, aftermath: null };

test("what became of the latest releases: of how many, and nothing of those that were taken back", () => {
  assert.equal(
    openingWords([done(1, 2, 3), undone, done(0, 10, 1_000)]),
    "Of 1,016 addresses released lately one was suppressed again, and 12 had mail delivered since.",
  );
  assert.equal(
    openingWords([done(0, 0, 1)]),
    "Of 1 address released lately none was suppressed again, and none had mail delivered since.",
  );
  assert.equal(openingWords([undone]), "The only release was taken back.");
  assert.equal(openingWords([undone, undone]), "The latest releases were all taken back.");
  assert.match(openingWords([undone, { state: "done", aftermath: null }]), /too large to be followed here/);
});
