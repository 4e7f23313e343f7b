import assert from "node:assert/strict";
import { test } from "node:test";
import { spamPoints, spamSentence, standingOf } from "./gmail-words";

test("a rate stands below, above or at Gmail's lines", () => {
  assert.match(standingOf(0.0009), /^below the 0\.10%/);
  assert.match(standingOf(0.001), /^above the 0\.10%/);
  assert.match(standingOf(0.0029), /^above the 0\.10%/);
  assert.match(standingOf(0.003), /never be reached$/);
});

test("a domain is told by its last day, and by its highest where that is another", () => {
  const told = (day: string, rate: number) => ({ domain: "a.example", day, rate });
  const latest = told("2026-11-20", 0.0008);
  const of = (highest: typeof latest) =>
    spamSentence({ domain: "a.example", rates: [], latest, highest }, "2026-11-28");
  assert.equal(of(latest), "a.example: 0.080% on 20 Nov, below the 0.10% that Gmail asks for.");
  assert.match(of(told("2026-11-02", 0.0041)), / Highest 0\.41% on 2 Nov\.$/);
});

test("a day without a rate is a gap, not a zero; today is none yet", () => {
  const rates = [0.001, null, null];
  const days = ["2026-11-26", "2026-11-27", "2026-11-28"];
  const latest = { domain: "a.example", day: "2026-11-26", rate: 0.001 };
  const domain = { domain: "a.example", rates, latest, highest: latest };
  const points = spamPoints(days, domain, "2026-11-28");
  assert.deepEqual(
    points.map(({ rate, noData }) => [rate, noData]),
    [
      [0.001, false],
      [null, true],
      [null, false],
    ],
  );
});
