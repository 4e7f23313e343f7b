import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  addDays,
  countDays,
  isTimeZone,
  localDay,
  localDays,
  quarterOf,
  quarterStart,
  startOfDay,
} from "./buckets";

const HOUR = 3_600_000;

const lengths: [zone: string, day: string, hours: number, start: string][] = [
  ["UTC", "2026-03-29", 24, "2026-03-29T00:00:00.000Z"],
  ["Europe/Berlin", "2026-03-29", 23, "2026-03-28T23:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25", 25, "2026-10-24T22:00:00.000Z"],
  ["Asia/Kolkata", "2026-11-23", 24, "2026-11-22T18:30:00.000Z"],
  ["Asia/Kathmandu", "2026-11-23", 24, "2026-11-22T18:15:00.000Z"],
  ["Australia/Lord_Howe", "2026-04-05", 24.5, "2026-04-04T13:00:00.000Z"],
  ["Australia/Lord_Howe", "2026-10-04", 23.5, "2026-10-03T13:30:00.000Z"],
  ["America/New_York", "2026-11-01", 25, "2026-11-01T04:00:00.000Z"],
  // The clocks jump from 24:00 to 01:00, so the day begins at one o'clock.
  ["Africa/Cairo", "2026-04-24", 23, "2026-04-23T22:00:00.000Z"],
  ["America/Sao_Paulo", "2018-11-04", 23, "2018-11-04T03:00:00.000Z"],
  // They go back from 24:00 to 23:00, so the day before has 25 hours.
  ["America/Sao_Paulo", "2018-02-17", 25, "2018-02-17T02:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-11-23", 24, "2026-11-22T10:00:00.000Z"],
];
for (const [zone, day, hours, start] of lengths)
  test(`${day} in ${zone} has ${hours} hours`, () => {
    const [only] = localDays(day, day, zone);
    assert.ok(only);
    assert.equal(new Date(only.start).toISOString(), start);
    assert.equal((only.end - only.start) / HOUR, hours);
  });

test("a day that a zone left out is left out", () => {
  const days = localDays("2011-12-29", "2011-12-31", "Pacific/Apia").map(({ day }) => day);
  assert.deepEqual(days, ["2011-12-29", "2011-12-31"]);
});

const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];

test("days follow each other without gap or overlap, in every zone, through the months in which clocks change", () => {
  for (const zone of zones)
    for (const [from, to] of [
      ["2026-03-01", "2026-04-10"],
      ["2026-10-01", "2026-11-05"],
    ] as const) {
      const days = localDays(from, to, zone);
      assert.equal(days.length, countDays(from, to));
      for (const [i, { day, start, end }] of days.entries()) {
        // Troll in Antarctica changes by two hours.
        const hours = (end - start) / HOUR;
        assert.ok(hours >= 22 && hours <= 26, `${zone} ${day}: ${hours}`);
        if (i > 0) assert.equal(start, days[i - 1]?.end);
        assert.equal((start / HOUR) % 0.25, 0);
      }
    }
});

test("an instant lies in its own day", () => {
  const at = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-30"), noInvalidDate: true });
  fc.assert(
    fc.property(at, fc.constantFrom(...zones), (date, zone) => {
      const ms = date.getTime();
      const day = localDay(ms, zone);
      // Newfoundland went back from 00:01 to 23:01 until 2011: those minutes belong to the day that had begun.
      const began = startOfDay(day, zone) <= ms;
      const ends = startOfDay(addDays(day, 1), zone) > ms;
      assert.ok(
        (began && ends) || (date.getUTCFullYear() < 2012 && zone.includes("Johns")),
        `${zone} ${date.toISOString()}`,
      );
    }),
    { numRuns: 500 },
  );
});

test("day arithmetic", () => {
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(addDays("2026-01-01", -1), "2025-12-31");
  assert.equal(countDays("2026-03-01", "2026-03-31"), 31);
  assert.equal(countDays("2026-11-23", "2026-11-23"), 1);
});

test("quarter hours", () => {
  assert.equal(quarterOf(0), 0);
  assert.equal(quarterOf(899_999), 0);
  assert.equal(quarterOf(900_000), 1);
  assert.equal(quarterOf(-1), -1);
  assert.equal(quarterStart(quarterOf(Date.UTC(2026, 10, 23, 8, 44))), Date.UTC(2026, 10, 23, 8, 30));
});

test("zones that are none", () => {
  for (const zone of ["", "Europe/Nowhere", "<script>", "x".repeat(10_000)])
    assert.equal(isTimeZone(zone), false);
  assert.equal(isTimeZone("Asia/Kolkata"), true);
  assert.throws(() => localDays("2026-01-01", "2026-01-02", "Europe/Nowhere"), RangeError);
});
