import assert from "node:assert/strict";
import { test } from "node:test";
import { type NoticeKind, noticesOf } from "./notices";

const cell = (kind: NoticeKind, now: [number, number], before: [number, number]) => ({
  kind,
  now: { k: now[0], n: now[1] },
  before: { k: before[0], n: before[1] },
});
const told = (...cells: Parameters<typeof noticesOf>[0]) => noticesOf(cells).notices.map(({ kind }) => kind);

test("a storm of duplicates and a late batch are told; what two routes always bring twice is not", () => {
  assert.deepEqual(
    told(cell("duplicates", [1_400, 7_000], [3, 5_500]), cell("late", [80, 5_600], [0, 5_400])),
    ["duplicates", "late"],
  );
  assert.deepEqual(told(cell("duplicates", [5_010, 10_000], [4_990, 10_000])), []);
});

test("what fell, what is too little to matter and what is too few to judge are not told", () => {
  assert.deepEqual(told(cell("late", [10, 5_600], [300, 5_400])), [], "it fell");
  assert.deepEqual(told(cell("late", [800, 1_000_000], [100, 1_000_000])), [], "under half a percent");
  assert.deepEqual(told(cell("machine-clicks", [9, 20], [0, 20])), [], "40 clicks");
  assert.deepEqual(told(cell("machine-clicks", [14, 116], [0, 0])), [], "nothing to compare with");
  assert.deepEqual(told(cell("machine-clicks", [14, 116], [0, 105])), ["machine-clicks"]);
});
