import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CAP, lossOf, SCORE_RULES, type ScoreInput, scoreOf } from "./score";
import { emptyTotals, type Totals } from "./totals";

/** The rest of `sent` was delivered. */
function input(of: Partial<Totals>, more: Partial<ScoreInput> = {}): ScoreInput {
  const totals = { ...emptyTotals(), ...of };
  totals.delivered = totals.sent - totals.hard - totals.soft - totals.spam;
  totals.attempted = totals.sent + totals.suppressed;
  return { totals, blocks: 0, dmarc: null, reports: { complaints: true, unsubscribes: true }, ...more };
}

const loss = (given: ScoreInput, part: string) => scoreOf(given).parts.find((one) => one.part === part)?.loss;

test("the weights are a hundred points", () => {
  assert.equal(
    Object.values(SCORE_RULES).reduce((sum, { weight }) => sum + weight, 0),
    100,
  );
});

test("a week worked by hand", () => {
  const score = scoreOf(
    input(
      {
        sent: 252_415,
        hard: 2_770,
        soft: 1_000,
        spam: 1_135,
        complained: 109,
        unsubscribed: 633,
        deferred: 11_610,
      },
      { blocks: 1_429, dmarc: { k: 8_089, n: 252_771 } },
    ),
  );
  assert.deepEqual(
    score.parts.map(({ part, loss }) => [part, loss]),
    [
      ["complaints", 0],
      ["hard", 3.3],
      ["blocks", 0.2],
      ["dmarc", 3.7],
      ["deferred", 1],
      ["unsubscribes", 0],
    ],
  );
  assert.deepEqual([score.lost, score.value, score.cappedBy], [8.2, 92, null]);
});

test("clean mail has 100 points, and what is not measured costs nothing", () => {
  assert.equal(scoreOf(input({ sent: 5_000 })).value, 100);
  const blind = scoreOf(input({ sent: 5_000 }, { reports: { complaints: false, unsubscribes: false } }));
  assert.deepEqual(
    blind.parts.filter(({ loss }) => loss === null).map(({ part }) => part),
    ["complaints", "dmarc", "unsubscribes"],
  );
});

test("fewer than 200 are not scored", () => {
  assert.equal(scoreOf(input({ sent: 199, hard: 150 })).value, null);
  assert.notEqual(scoreOf(input({ sent: 200, hard: 150 })).value, null);
});

test("one bad mail of a few weighs less than the same rate of many", () => {
  const few = loss(input({ sent: 200, hard: 6 }), "hard")!;
  const many = loss(input({ sent: 200_000, hard: 6_000 }), "hard")!;
  assert.ok(few > 0 && few < many * 0.6, `${few} of ${many}`);
});

test("a limit that is certainly broken caps the score, whatever else is good", () => {
  const score = scoreOf(input({ sent: 100_000, soft: 2_500 }));
  assert.deepEqual([score.value, score.lost, score.cappedBy], [CAP, 0, "Failures"]);
  assert.equal(scoreOf(input({ sent: 100_000, soft: 1_900 })).cappedBy, null);
});

test("complaints that nobody reports break no limit", () => {
  const blind = { reports: { complaints: false, unsubscribes: false } };
  assert.equal(scoreOf(input({ sent: 10_000, complained: 400 }, blind)).cappedBy, null);
  assert.equal(scoreOf(input({ sent: 10_000, complained: 400 })).cappedBy, "Complaints");
});

const BAD = ["hard", "soft", "spam", "complained", "unsubscribed", "deferred", "blocks"] as const;
type Week = Record<(typeof BAD)[number] | "good", number> & { dmarc: { k: number; aligned: number } };

const count = fc.integer({ min: 0, max: 3_000 });
const many = fc.integer({ min: 1, max: 1_000_000 });
const week: fc.Arbitrary<Week> = fc.record({
  ...{ good: many, hard: count, soft: count, spam: count },
  ...{ complained: count, unsubscribed: count, deferred: count, blocks: count },
  dmarc: fc.record({ k: count, aligned: many }),
});
const weekInput = ({ good, blocks, dmarc: { k, aligned }, ...counts }: Week): ScoreInput =>
  input(
    { ...counts, sent: good + counts.hard + counts.soft + counts.spam },
    { blocks, dmarc: { k, n: k + aligned } },
  );
/** One more that failed is one less that arrived: `sent` stays, and so does what DMARC counts. */
const WORSE: ((of: Week) => Week)[] = [
  ...BAD.map((key) => (of: Week) => {
    const failed = key === "hard" || key === "soft" || key === "spam";
    return { ...of, [key]: of[key] + 1, good: failed ? of.good - 1 : of.good };
  }),
  ({ dmarc: { k, aligned }, ...of }) => ({ ...of, dmarc: { k: k + 1, aligned: aligned - 1 } }),
];

test("it is a whole number from 0 to 100, and its parts add up", () => {
  fc.assert(
    fc.property(week, (of) => {
      const { value, parts, lost } = scoreOf(weekInput(of));
      if (value !== null) assert.ok(Number.isInteger(value) && value >= 0 && value <= 100);
      const sum = parts.reduce((total, { loss }) => total + (loss ?? 0), 0);
      assert.ok(Math.abs(sum - lost) < 1e-6);
      for (const { part, loss } of parts) assert.ok((loss ?? 0) <= SCORE_RULES[part].weight);
    }),
  );
});

test("more of anything bad never raises it", () => {
  fc.assert(
    fc.property(week, fc.constantFrom(...WORSE), (of, worse) => {
      const [was, is] = [scoreOf(weekInput(of)).value, scoreOf(weekInput(worse(of))).value];
      assert.ok(was === is || (was !== null && is !== null && is <= was), `${was} became ${is}`);
    }),
    { numRuns: 2_000 },
  );
});

test("at any volume the same rates tend to one score", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (k) => {
      const at = (scale: number) => lossOf(SCORE_RULES.hard, { k: k * scale, n: 1_000 * scale });
      assert.ok(Math.abs(at(1e4) - at(1e6)) <= 0.1);
      assert.ok(at(1) <= at(1e4) + 0.05 || k / 1_000 <= SCORE_RULES.hard.good);
    }),
  );
});
