import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Cell, type Change, changesOf, firstDayOf, volumeChanged } from "./changes";
import type { MetricName } from "./metrics";
import type { SliceBy } from "./slice";

const cell = (
  metric: MetricName,
  now: [number, number],
  before: [number, number],
  by?: SliceBy,
  name = "",
): Cell => ({
  metric,
  slice: by ? { by, name } : null,
  now: { k: now[0], n: now[1] },
  before: { k: before[0], n: before[1] },
});

test("a bought list is one change, with the sender and the code that brought it", () => {
  const { compared, changes } = changesOf([
    cell("hard", [557, 34_516], [230, 32_400]),
    cell("hard", [540, 30_000], [200, 28_000], "sender-domain", "marlow.example"),
    cell("hard", [500, 9_000], [60, 8_000], "sender", "news@marlow.example"),
    cell("hard", [220, 13_400], [90, 12_700], "provider", "Gmail"),
    cell("hard", [470, 34_516], [120, 32_400], "code", "5.1.1"),
    cell("hard", [87, 34_516], [110, 32_400], "code", "5.1.10"),
    cell("soft", [230, 34_516], [220, 32_400]),
  ]);
  assert.equal(compared, 7);
  assert.deepEqual(
    changes.map(({ metric, slice, up, along }) => ({
      metric,
      slice,
      up,
      along: along.map(({ slice }) => slice.name),
    })),
    [{ metric: "hard", slice: null, up: true, along: ["news@marlow.example", "5.1.1"] }],
  );
  assert.ok(changes[0]!.along[0]!.share! > 0.9);
});

test("what moves at one provider only is told of that provider", () => {
  const { changes } = changesOf([
    cell("soft", [240, 34_516], [220, 32_400]),
    cell("soft", [44, 2_500], [8, 2_400], "provider", "GMX, Web.de"),
    cell("soft", [36, 34_516], [0, 32_400], "code", "5.7.26"),
    cell("soft", [30, 13_000], [28, 12_700], "provider", "Gmail"),
  ]);
  const [change, ...rest] = changes;
  assert.deepEqual(rest, []);
  assert.equal(change!.slice?.name, "5.7.26", "the better evidenced of the two leads");
  assert.deepEqual(
    change!.along.map(({ slice, share }) => [slice.name, share]),
    [["GMX, Web.de", null]],
  );
});

test("a receiver that is new is named where it brought the change, though it cannot be compared", () => {
  const { compared, changes } = changesOf([
    cell("hard", [66, 480], [7, 420]),
    cell("hard", [6, 360], [7, 420], "provider", "Gmail"),
    cell("hard", [60, 120], [0, 0], "provider", "Outlook"),
  ]);
  assert.equal(compared, 2);
  assert.deepEqual(
    changes[0]?.along.map(({ slice }) => slice.name),
    ["Outlook"],
  );
  assert.ok(changes[0]!.along[0]!.share! > 0.9);
});

test("too little is not compared, and what is hardly more is not told", () => {
  assert.deepEqual(changesOf([cell("hard", [20, 40], [0, 400])]), { compared: 0, changes: [] });
  assert.deepEqual(changesOf([cell("hard", [4, 400], [0, 400])]), { compared: 0, changes: [] });
  const hardly = cell("hard", [11_000, 1_000_000], [10_000, 1_000_000]);
  assert.deepEqual(changesOf([hardly]), { compared: 1, changes: [] });
});

test("chance is told as a change hardly ever", () => {
  // Seeded: 40 rates of 1 % in two weeks of 5,000, a thousand times.
  let state = 7;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const drawn = () => Math.max(0, Math.round(50 + normal() * Math.sqrt(49.5)));
  let told = 0;
  for (let run = 0; run < 1_000; run++) {
    const cells = Array.from({ length: 40 }, (_, i) =>
      cell("hard", [drawn(), 5_000], [drawn(), 5_000], "domain", `d${i}.example`),
    );
    told += changesOf(cells).changes.length > 0 ? 1 : 0;
  }
  assert.ok(told <= 20, `${told} of 1,000 weeks in which nothing changed`);
});

test("whatever comes in, at most two a metric and direction, ranked by evidence", () => {
  const share = fc.tuple(fc.nat(500), fc.integer({ min: 500, max: 5_000 }));
  const by = fc.constantFrom<SliceBy | undefined>(undefined, "sender", "provider", "domain", "code");
  const any = fc.tuple(
    fc.constantFrom<MetricName>("hard", "soft"),
    share,
    share,
    by,
    fc.constantFrom("a", "b", "c"),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (drawn) => {
      const { changes } = changesOf(drawn.map((one) => cell(...one)));
      const inOrder = ({ z, up }: Change, i: number) => {
        const last = changes[i - 1];
        return !last || (last.up === up ? Math.abs(z) <= Math.abs(last.z) : last.up);
      };
      assert.ok(changes.every(inOrder));
      for (const metric of ["hard", "soft"])
        for (const up of [true, false])
          assert.ok(changes.filter((one) => one.metric === metric && one.up === up).length <= 2);
    }),
  );
});

test("a week's volume is news outside of the four before, by a fifth", () => {
  assert.equal(volumeChanged([1_000, 1_100, 900, 1_000, 1_330]), true);
  assert.equal(volumeChanged([1_000, 1_100, 900, 1_000, 1_310]), false);
  assert.equal(volumeChanged([1_000, 1_100, 900, 1_000, 700]), true);
  assert.equal(volumeChanged([0, 1_100, 900, 1_000, 5_000]), false, "the sender has only begun");
});

test("the day on which it began is the first that is clearly off", () => {
  const day = (date: number, k: number, n = 1_000) => ({ day: `2026-11-${date}`, k, n });
  const change = { before: { k: 70, n: 7_000 }, up: true };
  assert.equal(firstDayOf([day(17, 14), day(18, 40), day(19, 60)], change), "2026-11-18");
  assert.equal(firstDayOf([day(17, 14), day(18, 15)], change), null);
  assert.equal(firstDayOf([day(17, 10), day(18, 1)], { ...change, up: false }), "2026-11-18");
});
