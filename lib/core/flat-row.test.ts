import assert from "node:assert/strict";
import { test } from "node:test";
import { flatRow } from "./flat-row";

test("a row becomes named cells; what is within is named by its path", () => {
  const row = {
    ...{ name: "Gmail", totals: { sent: 12, hard: 0 }, peak: null, mapped: true, trend: [1, 2, 3] },
    ...{ days: [{ day: "2026-11-01" }], at: Date.UTC(2026, 10, 18, 10, 20), minutes: 1_440, step: undefined },
    channel: { quiet: { until: Date.UTC(2026, 0, 1) } },
  };
  assert.deepEqual(Object.fromEntries(flatRow(row)), {
    ...{ name: "Gmail", "totals.sent": 12, "totals.hard": 0, peak: "", mapped: "true", trend: "1 2 3" },
    ...{ at: "2026-11-18T10:20:00.000Z", minutes: 1_440, step: "" },
    "channel.quiet.until": "2026-01-01T00:00:00.000Z",
  });
});

test("a large count is no instant, whatever it is called", () => {
  assert.equal(flatRow({ count: 1_800_000_000_000 }).get("count"), 1_800_000_000_000);
  assert.equal(flatRow({ at: 900 }).get("at"), 900);
});
