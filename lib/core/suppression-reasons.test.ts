import assert from "node:assert/strict";
import { test } from "node:test";
import { byStrength, type HoldReason } from "./suppression-reasons";

test("C7 what the recipient decided comes before what an admin decided, that before a lease, that before soft bounces", () => {
  const mixed: HoldReason[] = ["soft", "too-often", "bounce", "manual", "unsubscribe", "complaint"];
  assert.deepEqual([...mixed].sort(byStrength), [
    ...["complaint", "unsubscribe", "manual", "bounce", "soft", "too-often"],
  ]);
});
