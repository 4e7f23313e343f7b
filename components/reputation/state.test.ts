import assert from "node:assert/strict";
import { test } from "node:test";
import { readReputationState, trendArguments } from "./state";

const read = (query: string) => readReputationState(new URLSearchParams(query));

test("what makes no sense becomes the usual", () => {
  assert.deepEqual(read("metric=opens&show=x&over=hard&grain=year&by=moon&order=up"), read(""));
  assert.deepEqual(read(""), {
    ...{ metric: "failures", show: "rates", base: "sent", grain: null, compare: true },
    ...{ by: "provider", of: null, order: "count", place: { cursor: null, trail: [] } },
  });
});

test("a base that does not hold what is counted is not taken", () => {
  assert.equal(read("metric=complaints&over=sent").base, "sent");
  assert.equal(read("metric=hard&over=delivered").base, "sent");
  assert.equal(read("metric=suppressed&over=sent").base, "attempted");
});

test("a code has bounces only, and a sender is a filter", () => {
  assert.equal(read("metric=complaints&by=code&of=5.1.1").metric, "failures");
  assert.equal(read("metric=soft&by=code&of=5.1.1").metric, "soft");
  assert.equal(read("by=sender&of=a@b.example").of, null);
  assert.deepEqual(trendArguments(read("by=provider&of=Outlook&grain=week")), {
    grain: "week",
    by: "provider",
    of: "Outlook",
  });
});
