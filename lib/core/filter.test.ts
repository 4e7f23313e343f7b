import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { addDays, countDays, dayNumber } from "./buckets";
import { type Filter, PRESETS, parseFilter, periodBefore, printFilter } from "./filter";

const now = Date.parse("2026-11-23T23:30:00Z");
const parse = (query: string, zone = "UTC") => parseFilter(new URLSearchParams(query), now, zone);
const plain: Filter = { from: "2026-10-27", to: "2026-11-23", tz: "UTC", sender: null, preset: "28d" };

const cases: [query: string, wanted: Partial<Filter>][] = [
  ["", {}],
  ["period=today", { from: "2026-11-23", preset: "today" }],
  ["period=yesterday", { from: "2026-11-22", to: "2026-11-22", preset: "yesterday" }],
  ["period=7d", { from: "2026-11-17", preset: "7d" }],
  ["period=90d", { from: "2026-08-26", preset: "90d" }],
  ["period=365d", { from: "2025-11-24", preset: "365d" }],
  ["period=month", { from: "2026-11-01", preset: "month" }],
  ["from=2026-01-01&to=2026-01-31", { from: "2026-01-01", to: "2026-01-31", preset: null }],
  ["period=7d&from=2026-01-01&to=2026-01-31", { from: "2026-11-17", preset: "7d" }],
  ["period=nonsense&from=2026-01-01&to=2026-01-31", { from: "2026-01-01", to: "2026-01-31", preset: null }],
  ["sender=Shop.Example", { sender: "shop.example" }],
  ["sender=News@Shop.Example", { sender: "news@shop.example" }],
  // In Berlin it is already the 24th.
  ["tz=Europe/Berlin", { tz: "Europe/Berlin", from: "2026-10-28", to: "2026-11-24" }],
  // What makes no sense becomes the default.
  ["period=8d", {}],
  ["from=2026-02-30&to=2026-03-01", {}],
  ["from=2026-03-02&to=2026-03-01", {}],
  ["from=2026-03-01", {}],
  ["from=1999-12-31&to=2000-01-02", {}],
  ["from=2000-01-01&to=2099-12-31", {}],
  ["tz=Europe/Nowhere", {}],
  ["sender=a@b@c", {}],
  ["sender=<script>", {}],
  [`sender=${"x".repeat(400)}`, {}],
];
for (const [query, wanted] of cases)
  test(`reads ?${query.slice(0, 80)}`, () => {
    assert.deepEqual(parse(query), { ...plain, ...wanted });
  });

test("reads what Next gives to a page as well", () => {
  const given = { period: ["7d", "90d"], sender: "shop.example", tz: undefined };
  assert.deepEqual(parseFilter(given, now, "UTC"), {
    ...plain,
    from: "2026-11-17",
    preset: "7d",
    sender: "shop.example",
  });
});

test("prints in one order, and only what was chosen", () => {
  assert.equal(printFilter(plain), "period=28d&tz=UTC");
  assert.equal(
    printFilter({
      from: "2026-01-01",
      to: "2026-01-31",
      tz: "Asia/Kolkata",
      sender: "news@shop.example",
      preset: null,
    }),
    "from=2026-01-01&to=2026-01-31&tz=Asia%2FKolkata&sender=news%40shop.example",
  );
});

const maybe = <T>(values: fc.Arbitrary<T>) => fc.oneof(fc.constant(undefined), values);
const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays("1999-06-01", n));
const params = fc.record({
  period: maybe(fc.oneof(fc.constantFrom(...PRESETS), fc.string())),
  from: maybe(fc.oneof(day, fc.string())),
  to: maybe(fc.oneof(day, fc.string())),
  tz: maybe(
    fc.oneof(fc.constantFrom("UTC", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin"), fc.string()),
  ),
  sender: maybe(fc.oneof(fc.emailAddress(), fc.domain(), fc.string({ unit: "binary" }))),
});

test("whatever is read is a filter, and printing and reading it gives the same one", () => {
  fc.assert(
    fc.property(params, fc.integer({ min: 0, max: 4e12 }), (given, at) => {
      const filter = parseFilter(given, at, "Europe/Berlin");
      assert.ok(filter.from <= filter.to);
      assert.deepEqual(parseFilter(new URLSearchParams(printFilter(filter)), at, "Asia/Tokyo"), filter);
    }),
    { numRuns: 500 },
  );
});

test("the period before is as long, on the same weekdays, and does not overlap", () => {
  assert.deepEqual(periodBefore({ from: "2026-11-17", to: "2026-11-23" }), {
    from: "2026-11-10",
    to: "2026-11-16",
  });
  assert.deepEqual(periodBefore({ from: "2026-11-01", to: "2026-11-30" }), {
    from: "2026-09-27",
    to: "2026-10-26",
  });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 400 }), (from, length) => {
      const to = addDays(from, length);
      const before = periodBefore({ from, to });
      assert.equal(countDays(before.from, before.to), countDays(from, to));
      assert.ok(before.to < from);
      assert.equal((dayNumber(from) - dayNumber(before.from)) % (7 * 86_400_000), 0);
    }),
  );
});
