import assert from "node:assert/strict";
import { test } from "node:test";
import { Instant } from "./instant";

test("a time with its offset, of a year that a database and a calendar know", () => {
  assert.equal(Instant.parse("2026-11-29T09:00:00+01:00"), Date.UTC(2026, 10, 29, 8));
  for (const wrong of [
    "yesterday",
    "2026-11-29",
    "2026-11-29T09:00:00",
    "0000-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
  ])
    assert.equal(Instant.safeParse(wrong).success, false, wrong);
});
