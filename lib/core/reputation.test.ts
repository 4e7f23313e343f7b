import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { addDays } from "./buckets";
import { type JudgeInput, judge, type Piece, STATE_WORDS, type State, type Verdict } from "./reputation";
import { leeway, MEASURES } from "./reputation-limits";
import { dayWords, rateWords } from "./reputation-words";
import { addTotals, type DayTotals, emptyTotals, type Totals } from "./totals";

const TODAY = "2026-11-23";
const now = Date.parse(`${TODAY}T09:42:00Z`);
const plain = (pieces: Piece[]) => pieces.map(({ text }) => text).join("");

/** Of how much mail complaints can come, of the seven days. */
const COVERAGE = { delivered: 1_000, covered: 342 };

/** Counts of one day; the rest was delivered. */
const mail = (sent: number, hard: number, soft: number, spam: number, complained = 0): Partial<Totals> => ({
  attempted: sent,
  sent,
  hard,
  soft,
  spam,
  delivered: sent - hard - soft - spam,
  complained,
});

/** 35 days up to today; `of` is asked with how many days ago. */
function history(of: (ago: number) => Partial<Totals>): JudgeInput {
  const days: DayTotals[] = [];
  for (let ago = 34; ago >= 0; ago--) days.push({ ...emptyTotals(), day: addDays(TODAY, -ago), ...of(ago) });
  return { ...windows(days), days, coverage: COVERAGE, now };
}

function windows(days: DayTotals[]) {
  const sum = (part: DayTotals[]): Totals => part.reduce<Totals>(addTotals, emptyTotals());
  return { last7: sum(days.slice(-7)), before7: sum(days.slice(-14, -7)) };
}

const good = mail(36_000, 150, 200, 80, 15);
const cases: [why: string, of: (ago: number) => Partial<Totals>, State, sentence: string][] = [
  [
    "an ordinary sender",
    () => good,
    "healthy",
    "Your reputation is healthy. In seven days 1.19% of your mail failed, below the 2% that ACS asks for, much as in the week before.",
  ],
  [
    "fewer failures than before",
    (ago) => (ago < 7 ? mail(5_000, 10, 10, 5) : mail(5_000, 40, 30, 15)),
    "healthy",
    "Your reputation is healthy. In seven days 0.50% of your mail failed, below the 2% that ACS asks for, and clearly less than the 1.70% of the week before.",
  ],
  [
    "one list pushed two days over",
    (ago) => (ago === 4 || ago === 5 ? mail(50_265, 900, 400, 243, 20) : good),
    "almost-healed",
    "Your reputation is almost healed. Failures reached 3.07% on 18 and 19 November. The mail since is back at 1.19%, and from 26 November on the seven-day figure is free of it.",
  ],
  [
    "trouble of the week before last",
    (ago) => (ago === 12 ? mail(1_000, 90, 20, 5) : mail(1_000, 4, 6, 2)),
    "almost-healed",
    "Your reputation is almost healed. Failures reached 11.50% on 11 November. The mail since is back at 1.20%.",
  ],
  [
    "a small sender whose week was over, though no day by itself",
    (ago) => (ago > 8 && ago < 16 ? mail(45, 1, 1, 0) : mail(45, 0, 0, 0)),
    "almost-healed",
    "Your reputation is almost healed. The seven-day figure was over the 2% that ACS asks for until 17 November. The last three days stand at 0.00%.",
  ],
  [
    "trouble forgotten",
    (ago) => (ago === 20 ? mail(1_000, 90, 20, 5) : mail(1_000, 4, 6, 2)),
    "healthy",
    "Your reputation is healthy.",
  ],
  [
    "near the limit",
    (ago) => (ago < 7 ? mail(1_000, 6, 8, 3) : mail(1_000, 4, 6, 2)),
    "at-risk",
    "Your reputation is at risk. In seven days 1.70% of your mail failed, close to the 2% that ACS asks for.",
  ],
  [
    "over the limit, but not certainly",
    () => mail(300, 2, 4, 1),
    "at-risk",
    "Your reputation is at risk. In seven days 2.33% of your mail failed, over the 2% that ACS asks for, though by no more than chance allows.",
  ],
  [
    "one bad day, before it shows in the week",
    (ago) => (ago === 0 ? mail(200, 15, 3, 0) : mail(2_000, 8, 6, 2)),
    "at-risk",
    "Your reputation is at risk. In seven days 0.93% of your mail failed, but on 23 November it was 9.00%.",
  ],
  [
    "a weekly sender whose last mail was fine",
    (ago) => (ago === 11 ? mail(3_000, 200, 10, 5) : ago === 4 ? mail(3_000, 5, 10, 5) : {}),
    "almost-healed",
    "Your reputation is almost healed. Failures reached 7.17% on 12 November. The mail since is back at 0.67%.",
  ],
  [
    "certainly over",
    (ago) => (ago < 3 ? mail(1_000, 60, 20, 5) : mail(1_000, 4, 6, 2)),
    "under-review",
    "Your reputation is under review. In seven days 4.33% of your mail failed, over the 2% that ACS asks for. On 21, 22 and 23 November it was 8.50%.",
  ],
  [
    "certainly over seven days, but back",
    (ago) => (ago === 4 || ago === 5 ? mail(5_000, 600, 20, 5) : mail(1_000, 4, 6, 2)),
    "under-review",
    "Your reputation is under review. In seven days 8.73% of your mail failed, over the 2% that ACS asks for. On 18 and 19 November it was 12.50%. The mail since is back at 1.20%.",
  ],
  [
    "complaints alone",
    () => mail(36_000, 150, 200, 80, 180),
    "under-review",
    "Your reputation is under review. In seven days 0.51% of what arrived was reported as spam, over the 0.30% that Gmail allows.",
  ],
  [
    "too little mail",
    () => mail(17, 0, 1, 0),
    "not-enough-data",
    "There is not enough data to judge: 119 messages sent in seven days, with 7 failures. About 81 more are needed.",
  ],
  [
    "mail that was all suppressed",
    () => ({ attempted: 2, suppressed: 2 }),
    "not-enough-data",
    "There is not enough data to judge: 14 messages in seven days, and none was sent, because the addresses are suppressed.",
  ],
  [
    "mail under way",
    (ago) => (ago === 0 ? { pending: 12 } : {}),
    "no-data",
    "There is nothing to judge yet: 12 messages under way, none with an outcome.",
  ],
  [
    "a silent week",
    (ago) => (ago > 15 ? good : {}),
    "no-data",
    "No mail in seven days, so there is nothing to judge. The last mail here is of 7 November.",
  ],
  ["nothing ever", () => ({}), "no-data", "No mail in seven days, so there is nothing to judge."],
];

for (const [why, of, state, sentence] of cases)
  test(why, () => {
    const verdict = judge(history(of));
    assert.equal(verdict.state, state);
    assert.equal(verdict.word, STATE_WORDS[state]);
    assert.equal(plain(verdict.sentence).slice(0, sentence.length), sentence);
    if (sentence !== "Your reputation is healthy.") assert.equal(plain(verdict.sentence), sentence);
    assert.equal(verdict.sentence.filter(({ strong }) => strong).length, 1);
    assert.ok(verdict.reasons.length <= 3);
    assert.equal(new Set(verdict.reasons.map(({ link }) => link.href)).size, verdict.reasons.length);
  });

test("limits say how seven days stand, and nothing of what nobody reports", () => {
  const { limits } = judge(history(() => mail(1_000, 4, 6, 2)));
  assert.deepEqual(
    limits.map(({ name, source, limit, state }) => [name, source, limit, state]),
    [
      ["Failures", "ACS", 0.02, "ok"],
      ["Hard bounces", "SES", 0.1, "ok"],
      ["Complaints", "Gmail", 0.003, "none"],
    ],
  );
  assert.deepEqual(limits[2], {
    name: "Complaints",
    source: "Gmail",
    rate: null,
    k: 0,
    n: 0,
    limit: 0.003,
    state: "none",
  });
  const reported = judge(history((ago) => mail(1_000, 4, 6, 2, ago === 30 ? 1 : 0)));
  assert.equal(reported.limits[2]?.rate, 0);
  assert.equal(reported.limits[2]?.state, "ok");
});

test("what rose is named as the cause, with its proof", () => {
  const { reasons } = judge(history((ago) => (ago < 7 ? mail(5_000, 60, 10, 5) : mail(5_000, 10, 10, 5))));
  assert.equal(plain(reasons[1]?.pieces ?? []), "Hard bounces rose to 1.20%, from 0.20% the week before.");
  assert.equal(reasons[1]?.link.href, "/bounces?class=hard");
});

test("a reason that speaks of complaints says of how much mail they can come", () => {
  const words = (complained: number) =>
    judge(history(() => mail(36_000, 150, 200, 80, complained)))
      .reasons.map(({ pieces }) => plain(pieces))
      .filter((text) => text.startsWith("Complaints"));
  const told = / They can come from 34\.20% of this mail only: Gmail passes none on\.$/;
  for (const complained of [15, 60, 180]) {
    const [text, ...more] = words(complained);
    assert.match(text ?? "", told, `${complained} a day`);
    assert.deepEqual(more, []);
  }
  const [silent] = words(0);
  assert.doesNotMatch(silent ?? "", told);
});

const rank: Record<State, number> = {
  "no-data": 0,
  "not-enough-data": 0,
  healthy: 1,
  "almost-healed": 2,
  "at-risk": 3,
  "under-review": 4,
};
const counts = fc.tuple(
  fc.integer({ min: 0, max: 3_000 }),
  fc.double({ min: 0, max: 0.08, noNaN: true }),
  fc.double({ min: 0, max: 0.5, noNaN: true }),
);
const month = fc.array(counts, { minLength: 35, maxLength: 35 }).map((list) =>
  history((ago) => {
    const [sent, share, hard] = list[ago]!;
    const failed = Math.round(sent * share);
    const ofHard = Math.round(failed * hard);
    return mail(sent, ofHard, failed - ofHard, 0);
  }),
);

test("one more hard bounce on the last day never improves the state", () => {
  fc.assert(
    fc.property(month, fc.integer({ min: 1, max: 200 }), (input, more) => {
      const last = input.days.at(-1)!;
      const shift = Math.min(more, last.delivered);
      const worse = { ...last, hard: last.hard + shift, delivered: last.delivered - shift };
      const days = [...input.days.slice(0, -1), worse];
      const before = judge(input).state;
      const after = judge({ ...input, ...windows(days), days }).state;
      assert.ok(rank[after] >= rank[before], `${before} became ${after} by ${shift} more hard bounces`);
    }),
    { numRuns: 1_000 },
  );
});

test("each state is reached, so that the property above means something", () => {
  const seen = new Set(fc.sample(month, 400).map((input) => judge(input).state));
  for (const state of ["healthy", "almost-healed", "at-risk", "under-review"] as const)
    assert.ok(seen.has(state), state);
});

const numbersIn = (verdict: Verdict) => JSON.stringify(verdict).match(/NaN|Infinity|undefined|null%/);

test("the words are whole, whatever the counts", () => {
  fc.assert(
    fc.property(month, (input) => {
      const verdict = judge(input);
      assert.equal(numbersIn(verdict), null);
      assert.match(plain(verdict.sentence), /^[A-Z].*\.$/);
    }),
  );
});

test("how many more may fail is exact", () => {
  const { failures } = MEASURES;
  assert.equal(leeway(failures, 4_905, 252_415), 143);
  assert.equal(leeway(failures, 19, 1_000), 0);
  assert.equal(leeway(failures, 20, 1_000), -1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e7 }), (n, k) => {
      const left = k + leeway(failures, k, n);
      assert.ok(left * 50 < n && (left + 1) * 50 >= n);
    }),
  );
});

test("a rate never reads like the limit that it keeps", () => {
  assert.equal(rateWords(0.019, 0.02), "1.90%");
  assert.equal(rateWords(0.019_98, 0.02), "1.998%");
  assert.equal(rateWords(0.019_999_6, 0.02), "1.99996%");
  assert.equal(rateWords(0.02, 0.02), "2.00%");
});

test("days in words", () => {
  assert.equal(dayWords(["2026-11-18"], now), "18 November");
  assert.equal(dayWords(["2026-11-18", "2026-11-19"], now), "18 and 19 November");
  assert.equal(dayWords(["2026-11-30", "2026-12-01"], now), "30 November and 1 December");
  assert.equal(dayWords(["2025-12-31", "2026-01-02"], now), "31 December 2025 and 2 January");
  assert.equal(
    dayWords(["2026-11-12", "2026-11-13", "2026-11-14", "2026-11-15"], now),
    "the 4 days from 12 to 15 November",
  );
  assert.equal(
    dayWords(["2026-11-12", "2026-11-13", "2026-11-14", "2026-11-16"], now),
    "4 days from 12 to 16 November",
  );
});
