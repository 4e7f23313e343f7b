import assert from "node:assert/strict";
import { test } from "node:test";
import { addTotals, emptyTotals } from "@/lib/core/totals";
import type { CodeCount } from "@/lib/server/reports/codes";
import type { Series, SeriesDay } from "@/lib/server/reports/series";
import { openingSentence, shareWords } from "./opening";

function seriesOf(counts: { sent: number; hard: number }[]): Series {
  const days = counts.map(
    ({ sent, hard }, index): SeriesDay => ({
      ...emptyTotals(),
      day: `2026-11-${String(index + 1).padStart(2, "0")}`,
      attempted: sent,
      sent,
      hard,
      delivered: sent - hard,
      incomplete: false,
      noData: sent === 0,
    }),
  );
  const total = days.reduce(addTotals, emptyTotals());
  return { days, before: [], total, totalBefore: emptyTotals() };
}

const reason: CodeCount = {
  code: "5.1.1",
  class: "hard",
  category: "invalid-recipient",
  title: "Address does not exist",
  explanation: "",
  advice: "",
  count: 52,
  share: 0.26,
  mapped: true,
  trend: [],
};

test("two days that hold a fifth of all bounces are said first", () => {
  const days = Array.from({ length: 20 }, (_, index) => ({
    sent: 1000,
    hard: index === 5 || index === 6 ? 50 : 10,
  }));
  assert.equal(
    openingSentence(seriesOf(days), [], "2026-11-20"),
    "36% of all bounces fell on 6 Nov and 7 Nov. Without these two days, hard bounces stand at 1.00%.",
  );
});

test("without such days, the most frequent reason is", () => {
  const days = Array.from({ length: 20 }, () => ({ sent: 1000, hard: 10 }));
  assert.equal(
    openingSentence(seriesOf(days), [reason], "2026-11-20"),
    "1.00% of what was sent bounced: 200 of 20,000. The most frequent reason is “Address does not exist”, with 26% of them.",
  );
});

test("nothing over nothing is not said as 0%", () => {
  assert.equal(
    openingSentence(seriesOf([{ sent: 0, hard: 0 }]), [], "2026-11-20"),
    "No mail was sent in these days.",
  );
  assert.match(
    openingSentence(seriesOf([{ sent: 7, hard: 0 }]), [], "2026-11-20"),
    /^Nothing bounced: all 7/,
  );
});

test("shares are said as people say them", () => {
  assert.deepEqual([0.234, 0.25, 0.335, 0.27, 1].map(shareWords), [
    "Nearly a quarter",
    "A quarter",
    "A third",
    "27%",
    "All",
  ]);
});
