import assert from "node:assert/strict";
import { test } from "node:test";
import { holdWords } from "./ledger-words";
import { kindAndRhythm, leaving, openingCount, shownTo } from "./words";

test("a sentence opens with a word up to twelve", () => {
  assert.equal(openingCount(0, "list"), "No lists");
  assert.equal(openingCount(1, "list"), "One list");
  assert.equal(openingCount(12, "list"), "Twelve lists");
  assert.equal(openingCount(13, "list"), "13 lists");
});

test("a share of leaving names its basis, and is none of nothing", () => {
  assert.deepEqual(leaving({ people: 1814, left: 9 }), { rate: 9 / 1823, basis: "9 of 1,823" });
  assert.equal(leaving({ people: 0, left: 0 }).rate, null);
});

test("kind and rhythm share a line", () => {
  assert.equal(kindAndRhythm({ kind: "marketing", rhythm: "Fridays" }), "Marketing · Fridays");
  assert.equal(kindAndRhythm({ kind: "transactional", rhythm: "" }), "Transactional");
});

test("what recipients see of a list beside its words", () => {
  const one = {
    section: "The club",
    public: false,
    translations: { de: { name: "Clubpost", description: "", rhythm: "", section: "" } },
  };
  assert.equal(shownTo(one), "Under “The club”, only for those on it, also in de");
  assert.equal(shownTo({ section: "", public: true, translations: {} }), "");
});

test("a proof tells a pause from an opt-out, and promises no silence that is not kept", () => {
  const hold = { reason: "unsubscribe", list: "all", since: "", until: null, endedAt: null };
  assert.equal(holdWords(hold), "unsubscribe, every marketing list");
  assert.equal(
    holdWords({ ...hold, until: "2026-12-30T00:00:00.000Z" }),
    "pause, every marketing list, until 2026-12-30 00:00:00",
  );
  assert.equal(holdWords({ ...hold, list: "News" }), "unsubscribe, News");
  assert.equal(holdWords({ ...hold, reason: "complaint" }), "complaint, all mail");
});
