import assert from "node:assert/strict";
import { test } from "node:test";
import { isOutdated, logMonth, logMonthOf, outdatedBefore } from "./retention";

const at = (text: string) => Date.parse(text);

test("a month of the log runs from midnight to midnight UTC and has its table", () => {
  const december = { name: "event_2025_12", from: at("2025-12-01"), to: at("2026-01-01") };
  assert.deepEqual(logMonth(at("2025-12-31T23:59:59.999Z")), december);
  assert.deepEqual(logMonth(at("2025-12-01T00:00:00Z")), december);
  assert.deepEqual(logMonthOf("event_2025_12"), december);
  assert.equal(logMonth(at("0987-03-05")).name, "event_0987_03");
  assert.throws(() => logMonth(Number.NaN), RangeError);
});

test("tables of other names are no months", () => {
  for (const name of ["event", "event_default", "event_2025_1", "event_2025_12_old", "delivery"])
    assert.equal(logMonthOf(name), null, name);
});

test("a month goes when its last instant is older than the retention", () => {
  const month = logMonth(at("2025-10-05"));
  const last = at("2025-11-01") + 400 * 86_400_000;
  assert.equal(isOutdated(month, 400, last), true);
  assert.equal(isOutdated(month, 400, last - 1), false);
  assert.equal(outdatedBefore(400, last), at("2025-11-01"));
});
