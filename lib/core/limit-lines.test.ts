import assert from "node:assert/strict";
import { test } from "node:test";
import { limitLines, limitWords, roomBelow } from "./limit-lines";

test("the published limits stand where their providers put them, the own one among them", () => {
  const values = (...of: Parameters<typeof limitLines>) => limitLines(...of).map(({ name }) => name);
  assert.deepEqual(values("failures", "sent", "sent", 0.015), ["Own 1.5%", "ACS 2%"]);
  assert.deepEqual(values("hard", "sent", "sent", null), ["SES 5%", "SES 10%"]);
  assert.deepEqual(values("complaints", "delivered", "delivered", null), [
    "Gmail and SES 0.1%",
    "Gmail and Yahoo 0.3%",
    "SES 0.5%",
  ]);
  // So much fits beside a chart: on a wide page 118 px, on a phone 74.
  for (const { label, short } of limitLines("complaints", "delivered", "delivered", 0.00125))
    assert.ok(label.length <= 17 && short.length <= 10, `${label}, ${short}`);
  assert.equal(
    limitWords(limitLines("hard", "sent", "sent", null)),
    "SES 5%: a sender is reviewed. SES 10%: a sender is paused.",
  );
  assert.deepEqual(values("complaints", "sent", "delivered", 0.001), [], "of another base they say nothing");
  assert.deepEqual(values("soft", "sent", "sent", null), []);
});

test("the room below a limit is exact", () => {
  assert.equal(roomBelow(0.02, 19, 1_000), 0);
  assert.equal(roomBelow(0.02, 20, 1_000), -1);
  assert.equal(roomBelow(0.003, 0, 1_000), 2);
  assert.equal(roomBelow(0.001, 0, 1_000), 0);
});
