import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { forgetAnswers, sharedAnswer } from "./shared-answers";

const NOW = Date.UTC(2026, 10, 3);

describe("answers that are shared", () => {
  let asked: number;
  const ask = async () => ++asked;
  beforeEach(() => {
    asked = 0;
    forgetAnswers();
  });

  it("asks once for all who ask at the same time", async () => {
    const all = await Promise.all([0, 1, 2].map(() => sharedAnswer("series", ask, NOW)));
    assert.deepEqual(all, [1, 1, 1]);
  });

  it("asks anew after two seconds, and for another question", async () => {
    await sharedAnswer("series", ask, NOW);
    assert.equal(await sharedAnswer("series", ask, NOW + 1_999), 1);
    assert.equal(await sharedAnswer("series", ask, NOW + 2_000), 2);
    assert.equal(await sharedAnswer("codes", ask, NOW + 2_000), 3);
  });

  it("asks anew after a change, also where the question is still under way", async () => {
    const before = sharedAnswer("series", ask, NOW);
    forgetAnswers();
    assert.equal(await sharedAnswer("series", ask, NOW), 2);
    assert.equal(await before, 1);
  });

  it("keeps no failure", async () => {
    const failure = new Error("away");
    await assert.rejects(
      sharedAnswer("series", () => Promise.reject(failure), NOW),
      failure,
    );
    assert.equal(await sharedAnswer("series", ask, NOW), 1);
  });

  it("holds no more than 200 answers: the oldest go first", async () => {
    for (let i = 0; i <= 200; i++) await sharedAnswer(`day ${i}`, ask, NOW);
    assert.equal(await sharedAnswer("day 1", ask, NOW), 2);
    assert.equal(await sharedAnswer("day 0", ask, NOW), 202);
  });
});
