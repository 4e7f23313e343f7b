import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageOf, coverageSentence } from "./complaint-sources";

test("complaints cover what went to providers that pass them on", () => {
  const rows = [
    { provider: "Gmail", delivered: 600 },
    { provider: "Yahoo", delivered: 300 },
    { provider: "Outlook", delivered: 42 },
    { provider: "Others", delivered: 58 },
  ];
  assert.deepEqual(coverageOf(rows), { delivered: 1_000, covered: 342 });
  assert.deepEqual(coverageOf([]), { delivered: 0, covered: 0 });
});

test("beside complaints stands of how much mail they could come, and of a provider whether they could", () => {
  const coverage = { delivered: 1_000, covered: 342 };
  assert.match(coverageSentence(coverage, null) ?? "", /^34\.20% of this mail .* Gmail passes none on/);
  assert.match(
    coverageSentence(coverage, { by: "provider", name: "Gmail" }) ?? "",
    /passes no complaints on/,
  );
  assert.match(
    coverageSentence(coverage, { by: "provider", name: "Yahoo" }) ?? "",
    /^Yahoo passes complaints on/,
  );
  assert.equal(coverageSentence({ delivered: 0, covered: 0 }, null), null);
});
