import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { InFlight } from "./in-flight";

test("no more tasks at once than allowed, and all of them done at the end", async () => {
  const inFlight = new InFlight(2);
  let [now, most, done] = [0, 0, 0];
  const task = async (ms: number) => {
    most = Math.max(most, ++now);
    await setTimeout(ms);
    now -= 1;
    done += 1;
  };
  for (const ms of [5, 1, 4, 1, 3]) {
    await inFlight.room();
    inFlight.start(task(ms));
  }
  await inFlight.settled();
  assert.deepEqual([most, done], [2, 5]);
});

test("the first failure is told, once the others have ended", async () => {
  const inFlight = new InFlight(3);
  let ended = false;
  inFlight.start(Promise.reject(new Error("first")));
  inFlight.start(Promise.reject(new Error("second")));
  inFlight.start(
    setTimeout(10).then(() => {
      ended = true;
    }),
  );
  await assert.rejects(inFlight.settled(), /first/);
  assert.ok(ended);
  await assert.rejects(inFlight.room(), /first/);
});
