import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AlertState, judgeRate, judgeSilence, type Window } from "./judge";
import { judgePattern } from "./pattern";
import { AlertRule, FIRST_RULES, type PatternRule, type RateRule, type SilenceRule } from "./rule";

const rate = AlertRule.parse({
  ...{ kind: "rate", name: "Hard", metric: "hard", opens: 0.05, closes: 0.04, minimum: 1_000 },
}) as RateRule;

type Case = [what: string, [k: number, n: number][], AlertState, Window | null, clear: boolean];
const RATES: Case[] = [
  [
    "nothing was sent",
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    "no-data",
    "week",
    false,
  ],
  [
    "too few to judge, though half of them failed",
    [
      [1, 2],
      [2, 4],
      [2, 4],
    ],
    "no-data",
    "week",
    false,
  ],
  [
    "a good week",
    [
      [0, 40],
      [1, 900],
      [40, 6_000],
    ],
    "ok",
    "week",
    true,
  ],
  [
    "under the line, not yet clear",
    [
      [0, 40],
      [1, 900],
      [270, 6_000],
    ],
    "ok",
    "week",
    false,
  ],
  [
    "over the line, but it may be chance",
    [
      [0, 40],
      [1, 900],
      [310, 6_000],
    ],
    "watch",
    "week",
    false,
  ],
  [
    "certainly over it in seven days",
    [
      [0, 40],
      [1, 900],
      [400, 6_000],
    ],
    "alert",
    "week",
    false,
  ],
  [
    "46 of 402 in an hour, within a good week",
    [
      [46, 402],
      [50, 900],
      [90, 6_000],
    ],
    "alert",
    "hour",
    false,
  ],
  [
    "19 of 19 in an hour are too few for the hour, not for the day",
    [
      [19, 19],
      [19, 19],
      [19, 6_000],
    ],
    "alert",
    "day",
    false,
  ],
  [
    "4 of 10 in a day are too few",
    [
      [4, 10],
      [4, 10],
      [4, 6_000],
    ],
    "ok",
    "week",
    true,
  ],
];
for (const [what, [hour, day, week], state, window, clear] of RATES) {
  test(`a rate: ${what}`, () => {
    const count = ([k, n]: [number, number] = [0, 0]) => ({ k, n });
    const said = judgeRate(rate, { hour: count(hour), day: count(day), week: count(week) });
    assert.deepEqual([said.state, said.window, said.clear], [state, window, clear]);
  });
}

test("more of the bad never makes the state milder", () => {
  const order: AlertState[] = ["ok", "watch", "alert"];
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 50_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, share) => {
        const k = Math.floor(share * (n - 1));
        const at = (count: number) =>
          order.indexOf(
            judgeRate(rate, { hour: { k: 0, n: 0 }, day: { k: 0, n: 0 }, week: { k: count, n } }).state,
          );
        assert.ok(at(k + 1) >= at(k));
      },
    ),
  );
});

test("arrivals: watched at half the time, an alert after it, never ok where nothing ever came", () => {
  const rule = AlertRule.parse({ kind: "silence", name: "Arrive", minutes: 60 }) as SilenceRule;
  const after = (minutes: number) => judgeSilence(rule, 1_000_000, null, 1_000_000 + minutes * 60_000);
  assert.deepEqual(
    [1, 30, 31, 60, 61].map((minutes) => after(minutes).state),
    ["ok", "ok", "watch", "watch", "alert"],
  );
  assert.equal(judgeSilence(rule, null, null, 0).state, "no-data");
  assert.equal(after(-5).value, 0, "a clock ahead of ours");
});

test("what fails is an alert after a quarter of an hour, whether or not its silence would be one", () => {
  const failing = { since: 0, reason: "It was refused." };
  const states = (minutes: number | null, last: number | null) => {
    const rule = AlertRule.parse({ kind: "silence", name: "Works", source: "blobs", minutes });
    return [0, 14, 15].map(
      (minute) => judgeSilence(rule as SilenceRule, last, failing, minute * 60_000).state,
    );
  };
  assert.deepEqual(states(null, null), ["watch", "watch", "alert"]);
  assert.deepEqual(states(60, 0), ["watch", "watch", "alert"]);
  assert.deepEqual(states(60, -3_600_001), ["alert", "alert", "alert"]);
});

const pattern = (metric: string) =>
  AlertRule.parse({ kind: "pattern", name: "Pattern", metric, deviations: 3.5 }) as PatternRule;
const volumes = (...sent: number[]) => sent.map((n) => ({ k: 0, n }));

test("a volume far from the same weekday of eight weeks is an alert, both ways", () => {
  const before = volumes(10_000, 10_400, 9_800, 10_100, 9_700, 10_300, 10_050, 9_900);
  const at = (n: number) => judgePattern(pattern("volume"), { k: 0, n }, before);
  assert.deepEqual(
    [10_200, 14_000, 5_000, 0].map((n) => at(n).state),
    ["ok", "alert", "alert", "alert"],
  );
  assert.ok(at(5_000).value! < 0);
});

test("weeks that are all alike do not make every other day an alert", () => {
  assert.equal(
    judgePattern(pattern("volume"), { k: 0, n: 10_300 }, volumes(...Array(8).fill(10_000))).state,
    "ok",
  );
});

test("fewer than four weeks make no pattern", () => {
  assert.equal(judgePattern(pattern("volume"), { k: 0, n: 9 }, volumes(10, 10, 10, 0)).state, "no-data");
});

test("a rate is an alert above its pattern, not below it", () => {
  const before = [50, 55, 48, 52, 47, 51, 53, 49].map((k) => ({ k, n: 5_000 }));
  const at = (k: number) => judgePattern(pattern("hard"), { k, n: 5_000 }, before).state;
  assert.deepEqual([0, 52, 120].map(at), ["ok", "ok", "alert"]);
});

test("the first rules are sound: each closes below the line at which it opens", () => {
  assert.equal(FIRST_RULES.length, 5);
  for (const rule of FIRST_RULES) if (rule.kind === "rate") assert.ok(rule.closes < rule.opens, rule.name);
});
