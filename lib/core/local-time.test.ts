import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromLocalInput, localInput } from "./local-time";

test("a time typed in the organisation's zone is that instant", () => {
  assert.equal(fromLocalInput("2026-11-20T10:02", "Europe/Berlin"), Date.parse("2026-11-20T09:02:00Z"));
  assert.equal(fromLocalInput("2026-11-20T10:02", "Asia/Kolkata"), Date.parse("2026-11-20T04:32:00Z"));
});

test("of the hour that happens twice the first is meant", () => {
  assert.equal(fromLocalInput("2026-10-25T02:30", "Europe/Berlin"), Date.parse("2026-10-25T00:30:00Z"));
});

test("a time that the clocks skip is moved on", () => {
  const ms = fromLocalInput("2026-03-29T02:30", "Europe/Berlin");
  assert.equal(localInput(ms ?? 0, "Europe/Berlin"), "2026-03-29T03:30");
});

test("what is no time is null", () => {
  for (const text of ["", "2026-11-20", "2026-13-20T10:02", "soon"]) {
    assert.equal(fromLocalInput(text, "UTC"), null, text);
  }
});

test("reading back what was shown gives the same minute, or its twin of the repeated hour", () => {
  const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
  const minutes = fc.integer({ min: 15_000_000, max: 33_000_000 });
  fc.assert(
    fc.property(zones, minutes, (tz, minute) => {
      const shown = localInput(minute * 60_000, tz);
      const read = fromLocalInput(shown, tz);
      assert.ok(read !== null && read <= minute * 60_000);
      assert.equal(localInput(read, tz), shown);
    }),
  );
});
