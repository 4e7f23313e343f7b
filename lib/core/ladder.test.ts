import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ladder, type Stretch } from "./ladder";
import { type Fact, type FactKind, foldLease, MAX_STAY } from "./suppression";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-19T07:12:00Z");
const at = (hours: number) => START + hours * HOUR;
const fact = (kind: FactKind, hours: number): Fact => ({ kind, id: `${kind}-${hours}`, at: at(hours) });
const draw = (facts: Fact[], now: number) => ladder(foldLease(facts, now).history, now);
const hours = (stretch: Stretch | null | undefined) =>
  stretch && [stretch.from, stretch.to].map((x) => Math.round((x * MAX_STAY) / HOUR));

test("two sends lift a lease two steps; each cuts the step below short", () => {
  const picture = draw([fact("bounce", 0), fact("send", 23), fact("send", 51)], at(98));
  assert.ok(picture);
  assert.equal(picture.current, 2);
  assert.deepEqual(hours(picture.rungs[0]?.spent), [0, 23]);
  assert.deepEqual(hours(picture.rungs[0]?.cut), [23, 24]);
  assert.deepEqual(hours(picture.rungs[1]?.spent), [23, 51]);
  assert.deepEqual(hours(picture.rungs[1]?.cut), [51, 71]);
  assert.deepEqual(hours(picture.rungs[2]?.spent), [51, 98]);
  assert.deepEqual(hours(picture.rungs[2]?.left), [98, 147]);
  assert.equal(picture.rungs[3]?.spent, null);
  assert.deepEqual(
    picture.lifts.map(({ from, to }) => [from, to]),
    [
      [0, 1],
      [1, 2],
    ],
  );
  assert.equal(picture.ifSentNow?.step, 3);
  assert.deepEqual(hours(picture.ifSentNow), [98, 98 + 7 * 24]);
  assert.equal(picture.limit, at(14 * 24));
});

test("on the last step a send moves nothing once the limit is reached", () => {
  const sends = [1, 2, 3, 4, 5].map((hour) => fact("send", hour));
  const picture = draw([fact("bounce", 0), ...sends], at(10));
  assert.equal(picture?.current, 4);
  assert.deepEqual(hours(picture?.rungs[4]?.spent), [4, 10]);
  assert.deepEqual(hours(picture?.rungs[4]?.left), [10, 14 * 24]);
  assert.equal(picture?.rungs[4]?.cut, null);
  assert.equal(picture?.ifSentNow, null);
});

test("a release cuts the step short and leaves none in force", () => {
  const picture = draw([fact("bounce", 0), fact("send", 10), fact("release", 20)], at(30));
  assert.equal(picture?.current, null);
  assert.deepEqual(hours(picture?.rungs[1]?.spent), [10, 20]);
  assert.deepEqual(hours(picture?.rungs[1]?.cut), [20, 58]);
  assert.equal(picture?.rungs[1]?.left, null);
  assert.equal(picture?.ifSentNow, null);
});

test("a lease that has run out is all spent, and 'now' may lie beyond the picture", () => {
  const picture = draw([fact("bounce", 0)], at(15 * 24));
  assert.equal(picture?.current, null);
  assert.deepEqual(hours(picture?.rungs[0]?.spent), [0, 24]);
  assert.equal(picture?.now, null);
});

test("what the platform knew first begins on the second step", () => {
  const picture = draw([fact("platformDrop", 0)], at(1));
  assert.equal(picture?.inferred, true);
  assert.equal(picture?.rungs[0]?.spent, null);
  assert.deepEqual(hours(picture?.rungs[1]?.spent), [0, 1]);
});

test("without a cycle there is no picture", () => {
  assert.equal(draw([fact("send", 0)], at(1)), null);
  assert.equal(draw([], at(1)), null);
});

test("of any history: the steps in force fill the time from the bounce on, without gap or overlap", () => {
  const kinds = fc.constantFrom<FactKind>("bounce", "send", "platformDrop", "release");
  const facts = fc.array(fc.record({ kind: kinds, hours: fc.integer({ min: 0, max: 500 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 600 }), (rows, now) => {
      const history = rows.map((row, i) => ({ ...fact(row.kind, row.hours), id: String(i) }));
      const picture = draw(history, at(now));
      if (!picture) return;
      const spent = picture.rungs.flatMap((rung) => rung.spent ?? []).sort((a, b) => a.from - b.from);
      assert.equal(spent[0]?.from, 0);
      for (const [i, stretch] of spent.entries()) {
        assert.ok(stretch.from <= stretch.to && stretch.to <= 1);
        if (i > 0) assert.equal(stretch.from, spent[i - 1]?.to);
      }
      const left = picture.rungs.filter((rung) => rung.left);
      assert.equal(left.length, picture.current === null ? 0 : 1);
    }),
  );
});
