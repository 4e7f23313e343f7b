import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, localDays } from "./buckets";
import { bucketsOf, GRAINS, grainOf } from "./grain";

const ZONES = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
const labels = (from: string, to: string, tz: string, grain: "hour" | "day" | "week" | "month") =>
  bucketsOf(from, to, tz, grain).map(({ label, days }) => `${label} ${days}`);

test("whatever the zone and the grain, buckets cover the span once and lie on quarter hours", () => {
  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays("2025-01-01", n));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(...ZONES),
      fc.constantFrom(...GRAINS),
      (from, length, tz, grain) => {
        const to = addDays(from, length);
        const days = localDays(from, to, tz);
        const buckets = bucketsOf(from, to, tz, grain);
        assert.equal(buckets[0]?.start, days[0]?.start);
        assert.equal(buckets.at(-1)?.end, days.at(-1)?.end);
        assert.ok(
          buckets.every(({ start, end }, i) => end > start && (i === 0 || buckets[i - 1]!.end === start)),
        );
        assert.ok(buckets.every(({ start }) => start % 900_000 === 0));
        assert.equal(new Set(buckets.map(({ start }) => start)).size, buckets.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("days on which the clocks change have 23 or 25 hours, on Lord Howe one of half an hour", () => {
  assert.equal(bucketsOf("2026-03-29", "2026-03-29", "Europe/Berlin", "hour").length, 23);
  const back = bucketsOf("2026-10-25", "2026-10-25", "Europe/Berlin", "hour");
  assert.equal(back.length, 25);
  assert.equal(back.filter(({ label }) => label === "2026-10-25T02:00").length, 2);
  const howe = bucketsOf("2026-04-05", "2026-04-05", "Australia/Lord_Howe", "hour");
  assert.equal(howe.filter(({ start, end }) => end - start === 1_800_000).length, 1);
});

test("weeks begin on Monday, months on the first; both are cut by the span", () => {
  assert.deepEqual(labels("2026-11-20", "2026-12-01", "Europe/Berlin", "week"), [
    "2026-11-20 3",
    "2026-11-23 7",
    "2026-11-30 2",
  ]);
  assert.deepEqual(labels("2026-11-20", "2026-12-01", "Asia/Kolkata", "month"), [
    "2026-11-20 11",
    "2026-12-01 1",
  ]);
  assert.deepEqual(labels("2026-11-22", "2026-11-23", "UTC", "day"), ["2026-11-22 1", "2026-11-23 1"]);
});

test("a grain that is too fine for the span gives way", () => {
  const days = (n: number) => ({ from: "2026-01-01", to: addDays("2026-01-01", n - 1) });
  assert.deepEqual(
    [grainOf("hour", days(14)), grainOf("hour", days(15)), grainOf("hour", days(401))],
    ["hour", "day", "week"],
  );
  assert.deepEqual(
    [grainOf("month", days(3)), grainOf("never", days(3)), grainOf(null, days(500))],
    ["month", "day", "week"],
  );
});

test("a day or two is drawn by the hour unless something else is asked for", () => {
  const span = (to: string) => ({ from: "2026-11-20", to });
  assert.deepEqual(
    [grainOf(null, span("2026-11-20")), grainOf(null, span("2026-11-21")), grainOf(null, span("2026-11-22"))],
    ["hour", "hour", "day"],
  );
  assert.equal(grainOf("day", span("2026-11-20")), "day");
});
