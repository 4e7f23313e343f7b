import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CountRow, CountTable, packCounts } from "./packed-counts";

const COLUMNS = 3;
const count = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) },
);
const rows: fc.Arbitrary<CountRow[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(2 ** 31 - 1)),
      fc.integer({ min: 1, max: 400 }),
      ...[count, count, count],
    ),
    { selector: ([sender, domain]) => `${sender} ${domain}`, maxLength: 200 },
  )
  .map((all) => all.sort(([a, b], [c, d]) => a - c || b - d));
const days = fc.array(rows, { maxLength: 4 });
const someSenders = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 4 })).map((all) => new Set(all)));

/** What a table holds, by place; places at which all is 0 are left out. */
const held = (table: CountTable) =>
  new Map(
    table
      .places()
      .map((place) => [place, Array.from({ length: COLUMNS }, (_, column) => table.at(place, column))]),
  );

/** The same by plain addition. */
function added(all: [place: number, counts: number[]][]): Map<number, number[]> {
  const sums = new Map<number, number[]>();
  for (const [place, counts] of all) {
    const sum = sums.get(place) ?? counts.map(() => 0);
    sums.set(
      place,
      sum.map((one, i) => one + counts[i]!),
    );
  }
  return new Map([...sums].filter(([, sum]) => sum.some((one) => one !== 0)).sort(([a], [b]) => a - b));
}

test("packed days add up to what their rows add up to, of all senders or some", () => {
  fc.assert(
    fc.property(days, someSenders, rows, (packed, senders, plain) => {
      const table = new CountTable(COLUMNS);
      for (const day of packed) table.addPacked(packCounts(day), senders);
      for (const [, domain, ...counts] of plain) table.add(domain, counts);
      const wanted = packed.flat().filter(([sender]) => !senders || senders.has(sender));
      assert.deepEqual(
        held(table),
        added([...wanted, ...plain].map(([, domain, ...counts]) => [domain, counts])),
      );
    }),
  );
});

test("a few domains day by day: each at its own place, the others nowhere", () => {
  fc.assert(
    fc.property(
      days,
      someSenders,
      fc.uniqueArray(fc.integer({ min: 1, max: 400 })),
      (packed, senders, few) => {
        const placeOf = new Int32Array(Math.max(...few, 0) + 1);
        for (const [i, domain] of few.entries()) placeOf[domain] = 1 + i * packed.length;
        const table = new CountTable(COLUMNS);
        for (const [i, day] of packed.entries())
          table.addPacked(packCounts(day), senders, { placeOf, count: few.length, shift: i });
        const wanted = packed.flatMap((day, i) =>
          day
            .filter(([sender, domain]) => few.includes(domain) && (!senders || senders.has(sender)))
            .map(([, domain, ...counts]): [number, number[]] => [placeOf[domain]! + i, counts]),
        );
        assert.deepEqual(held(table), added(wanted));
      },
    ),
  );
});

test("nothing is a day without bytes; one mail takes a few", () => {
  assert.deepEqual(packCounts([]), new Uint8Array());
  assert.deepEqual([...packCounts([[3, 300, 1, 0, 0]])], [3, 10, 2, 0xac, 2, 1, 1, 2, 0, 0, 0, 0, 3, 1, 0]);
  assert.equal(new CountTable(COLUMNS).at(7, 1), 0);
});
