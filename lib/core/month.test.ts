import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOfMonth, isMonth, monthAfter, monthBefore, monthsBefore, monthWords } from "./month";

test("a month has its days, its neighbours and its name", () => {
  assert.deepEqual(daysOfMonth("2026-02"), { from: "2026-02-01", to: "2026-02-28" });
  assert.deepEqual(daysOfMonth("2028-02").to, "2028-02-29");
  assert.deepEqual(daysOfMonth("2026-12"), { from: "2026-12-01", to: "2026-12-31" });
  assert.deepEqual([monthBefore("2026-01"), monthAfter("2026-12")], ["2025-12", "2027-01"]);
  assert.equal(monthWords("2026-10"), "October 2026");
});

test("a whole month stands against a whole one, part of a month against the same dates", () => {
  const before = (from: string, to: string) => {
    const span = monthsBefore({ from, to });
    return `${span.from} ${span.to}`;
  };
  assert.equal(before("2026-11-01", "2026-11-30"), "2026-10-01 2026-10-31");
  assert.equal(before("2026-03-01", "2026-03-31"), "2026-02-01 2026-02-28");
  assert.equal(before("2026-03-01", "2026-03-30"), "2026-02-01 2026-02-28", "it had no 30th");
  assert.equal(before("2026-01-01", "2026-01-09"), "2025-12-01 2025-12-09");
  assert.equal(
    before("2026-09-15", "2026-11-10"),
    "2026-06-15 2026-08-10",
    "three months, three months before",
  );
  assert.equal(before("2025-11-01", "2026-02-28"), "2025-07-01 2025-10-31");
});

test("what is no month is none", () => {
  for (const text of ["2026-13", "2026-00", "2026-1", "1999-10", "2026-10-01", ""])
    assert.equal(isMonth(text), false);
});
