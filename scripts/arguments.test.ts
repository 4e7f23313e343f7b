import assert from "node:assert/strict";
import { test } from "node:test";
import { day, instant, timeZone, wholeNumber } from "./arguments";
import { WrongCall } from "./io";

const wrong = (run: () => unknown) => assert.throws(run, WrongCall);

test("days exist and are written in full", () => {
  assert.equal(day("--from", "2028-02-29"), "2028-02-29");
  for (const text of [
    "2026-02-29",
    "2026-13-01",
    "2026-1-1",
    "23.11.2026",
    "",
    "2026-11-23T00:00:00Z",
    " 2026-11-23",
  ])
    wrong(() => day("--from", text));
});

test("instants have a zone; a day alone is its midnight UTC", () => {
  assert.equal(instant("--at", "2026-11-23"), Date.UTC(2026, 10, 23));
  assert.equal(instant("--at", "2026-11-23T08:12Z"), Date.UTC(2026, 10, 23, 8, 12));
  assert.equal(instant("--at", "2026-11-23T08:12:00.250+05:30"), Date.UTC(2026, 10, 23, 2, 42, 0, 250));
  for (const text of [
    "2026-11-23T08:12:00",
    "2026-02-30T00:00:00Z",
    "2026-11-23T25:00:00Z",
    "now",
    "1795478320419",
    "2026-11-23Z",
  ])
    wrong(() => instant("--at", text));
});

test("zones are names that are known", () => {
  assert.equal(timeZone("--tz", "Asia/Kolkata"), "Asia/Kolkata");
  for (const text of ["", "Mars/Olympus", "Berlin"]) wrong(() => timeZone("--tz", text));
});

test("numbers are whole and in range", () => {
  assert.equal(wholeNumber("--days", "30", 1, 365), 30);
  for (const text of ["0", "366", "1.5", "-1", "1e2", "", "0x10", "ten"])
    wrong(() => wholeNumber("--days", text, 1, 365));
});
