import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, type IncidentCourse, type Step } from "./incident";
import type { AlertState, Judgement } from "./judge";
import { AlertRule } from "./rule";

const HOUR = 3_600_000;
const rule = AlertRule.parse({ kind: "rate", name: "Hard", metric: "hard", opens: 0.05, closes: 0.04 });
const said = (state: AlertState, clear = false): Judgement => ({
  ...{ state, clear, window: "week", count: { k: 1, n: 2 }, value: 0.5 },
});

/** The steps that one judgement an hour makes. */
function course(judgements: Judgement[], of = rule, from: IncidentCourse | null = null) {
  const steps: (Step | null)[] = [];
  let incident = from;
  judgements.forEach((judgement, hour) => {
    const next = advance(of, incident, judgement, hour * HOUR);
    incident = next.course;
    steps.push(next.step);
  });
  return { steps, incident: incident as IncidentCourse | null };
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test("opens once, closes after three clear days on end, and then rests for the cooldown", () => {
  const { steps } = course([
    ...times(3, said("alert")),
    ...times(73, said("ok", true)),
    ...times(24, said("alert")),
    said("alert"),
  ]);
  const happened = steps.flatMap((step, hour) => (step ? [[hour, step]] : []));
  assert.deepEqual(happened, [
    [0, "opened"],
    [3, "closing"],
    [75, "resolved"],
    [99, "opened"],
  ]);
});

test("a relapse on the way out is the same incident, and the three days begin anew", () => {
  const { steps, incident } = course([
    said("alert"),
    ...times(50, said("ok", true)),
    said("watch"),
    ...times(60, said("ok", true)),
  ]);
  assert.deepEqual(steps.filter(Boolean), ["opened", "closing", "back", "closing"]);
  assert.equal(incident?.resolvedAt, null);
});

test("no data neither opens nor closes, nor takes the clear days back", () => {
  assert.deepEqual(course(times(100, said("no-data"))).incident, null);
  const open = { openedAt: 0, clearSince: 5, resolvedAt: null, acknowledged: true, toldAt: 0 };
  assert.deepEqual(course(times(100, said("no-data")), rule, open).incident, open);
});

test("it is told of again after a day at the earliest, and not once somebody has acknowledged it", () => {
  const { steps } = course(times(60, said("alert")));
  assert.deepEqual(
    steps.flatMap((step, hour) => (step ? [[hour, step]] : [])),
    [
      [0, "opened"],
      [24, "reminded"],
      [48, "reminded"],
    ],
  );
  const acknowledged = { openedAt: 0, clearSince: null, resolvedAt: null, acknowledged: true, toldAt: 0 };
  assert.deepEqual(course(times(60, said("alert")), rule, acknowledged).steps.filter(Boolean), []);
});

test("arrivals are over as soon as something comes in", () => {
  const silence = AlertRule.parse({ kind: "silence", name: "Arrive", minutes: 60 });
  assert.deepEqual(course([said("alert"), said("ok", true)], silence).steps, ["opened", "resolved"]);
});
