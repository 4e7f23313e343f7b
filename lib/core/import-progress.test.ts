import assert from "node:assert/strict";
import { test } from "node:test";
import { paceOf } from "./import-progress";

const row = {
  state: "running",
  startedAt: 1_000,
  progressAt: 11_000,
  bytes: 5_000,
  bytesRead: 1_000,
  records: 200,
};

test("the pace is that of the counts so far, and the rest is foretold by bytes", () => {
  assert.deepEqual(paceOf(row), { rate: 20, secondsLeft: 40 });
  assert.deepEqual(paceOf({ ...row, bytesRead: 5_000 }), { rate: 20, secondsLeft: 0 });
  // A file that grew while it was read.
  assert.deepEqual(paceOf({ ...row, bytesRead: 6_000 }), { rate: 20, secondsLeft: 0 });
});

test("nothing is foretold where nothing is known", () => {
  assert.deepEqual(paceOf({ ...row, bytes: null }), { rate: 20, secondsLeft: null });
  assert.deepEqual(paceOf({ ...row, bytesRead: 0 }), { rate: 20, secondsLeft: null });
  const nothing = { rate: null, secondsLeft: null };
  assert.deepEqual(paceOf({ ...row, records: 0 }), nothing);
  assert.deepEqual(paceOf({ ...row, progressAt: row.startedAt }), nothing);
  for (const state of ["done", "failed", "undone"]) assert.deepEqual(paceOf({ ...row, state }), nothing);
});
