import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../demo/random";
import { advance, type IncidentCourse } from "./incident";
import { type Count, judgeRate } from "./judge";
import { AlertRule, type RateRule } from "./rule";

const HOUR = 3_600_000;
const DAYS = 90;
const RUNS = 100;
const rule = AlertRule.parse({
  ...{ kind: "rate", name: "Complaints", metric: "complaints", opens: 0.001, closes: 0.0008 },
}) as RateRule;

/** A Poisson draw by the product of uniforms; fine for the small means of one hour. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let k = 0;
  for (let product = next(); product > limit; product *= next()) k++;
  return k;
}

/** One sender, looked at each hour as the job does: when incidents opened, in hours from the start. */
function openings(hourly: (hour: number) => Count, hours: number): number[] {
  let incident: IncidentCourse | null = null;
  const found: number[] = [];
  const past: Count[] = [];
  const sum = (of: Count[]) => of.reduce((all, { k, n }) => ({ k: all.k + k, n: all.n + n }), { k: 0, n: 0 });
  for (let hour = 0; hour < hours; hour++) {
    past.push(hourly(hour));
    // Seven days with today so far, as the overview has them.
    const week = sum(past.slice(-(144 + (hour % 24) + 1)));
    const windows = { hour: past.at(-1)!, day: sum(past.slice(-24)), week };
    const { course, step } = advance(rule, incident, judgeRate(rule, windows), hour * HOUR);
    incident = course;
    if (step === "opened") found.push(hour);
  }
  return found;
}

const sender = (perDay: number, rateAt: (hour: number) => number, next: () => number) => (hour: number) => ({
  n: Math.floor(((hour + 1) * perDay) / 24) - Math.floor((hour * perDay) / 24),
  k: poisson((rateAt(hour) * perDay) / 24, next),
});
const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

for (const perDay of [1_000, 5_000, 20_000]) {
  test(`a healthy sender of 0.08 % at ${perDay} a day is disturbed less than once in 90 days`, () => {
    const { next } = random(perDay);
    const flips = Array.from(
      { length: RUNS },
      () =>
        openings(
          sender(perDay, () => 0.0008, next),
          DAYS * 24,
        ).length,
    );
    assert.ok(meanOf(flips) < 1, `${meanOf(flips)} times`);
  });
}

test("0.5 % complaints at 1,000 a day are found on day 0, out of the blue and after a healthy month", () => {
  const { next } = random(5);
  for (const healthyDays of [0, 30]) {
    const start = healthyDays * 24;
    const days = Array.from({ length: RUNS }, () => {
      const rateAt = (hour: number) => (hour < start ? 0.0005 : 0.005);
      const [first = Number.POSITIVE_INFINITY] = openings(sender(1_000, rateAt, next), start + 240).filter(
        (hour) => hour >= start,
      );
      return Math.floor((first - start) / 24);
    });
    const median = days.toSorted((a, b) => a - b)[RUNS / 2];
    assert.equal(median, 0, `after ${healthyDays} healthy days: ${days.join(" ")}`);
  }
});

test("0.15 %, which only a week can tell from chance, is found in every run", () => {
  const { next } = random(15);
  for (let run = 0; run < 20; run++)
    assert.ok(
      openings(
        sender(5_000, () => 0.0015, next),
        DAYS * 24,
      ).length > 0,
    );
});
