import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListHealth, ListHealthRow } from "@/lib/server/reports/list-health";
import { churnWords, openingOf, signed } from "./health-words";

const row = (recent: ListHealthRow["recent"], reach: ListHealthRow["reach"]): ListHealth => ({
  weeks: [],
  countedAt: null,
  rows: [{ id: 0, name: "All lists", kind: "marketing", joined: [], left: [], recent, now: 0, reach }],
});

test("what was won and lost has its sign", () => {
  assert.deepEqual([1_200, -4, 0].map(signed), ["+1,200", "−4", "0"]);
});

test("churn is taken of everybody who was there at any time of the 28 days", () => {
  assert.deepEqual(churnWords({ before: 90, joined: 10, left: 5 }), { rate: "5.00%", basis: "5 of 100" });
  assert.deepEqual(churnWords({ before: 0, joined: 2, left: 2 }), { rate: "100.00%", basis: "2 of 2" });
  assert.deepEqual(churnWords({ before: 0, joined: 0, left: 0 }).rate, "no data");
});

test("the opening says how many, which way, and whom the lists still reach", () => {
  const reach = { people: 200, bounced: 3, dead: 8, silent: [90, 50, 40, 10] };
  assert.equal(
    openingOf(row({ before: 300, joined: 20, left: 19 }, reach), 1, 90),
    "200 people on your lists, 1 subscription more than 28 days ago. 4.00% cannot be reached any more, 25.00% read nothing in 90 days.",
  );
  assert.equal(
    openingOf(row({ before: 300, joined: 2, left: 19 }, null), 0, 30),
    "17 subscriptions fewer than 28 days ago.",
  );
  assert.equal(
    openingOf(row({ before: 3, joined: 0, left: 0 }, null), 0, 30),
    "As many subscriptions as 28 days ago.",
  );
  assert.equal(openingOf({ weeks: [], rows: [], countedAt: null }, 0, 30), "There is no list yet.");
});
