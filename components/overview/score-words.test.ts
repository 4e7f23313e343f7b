import assert from "node:assert/strict";
import { test } from "node:test";
import type { Score } from "@/lib/core/score";
import { basisWords, lossWords, sumWords } from "./score-words";

const score = (of: Partial<Score>): Score => ({ value: 89, parts: [], lost: 11.3, cappedBy: null, ...of });

test("the sum line adds up, and says where a limit caps it", () => {
  assert.equal(sumWords(score({})), "100 − 11.3");
  assert.equal(sumWords(score({ lost: 0, cappedBy: "Failures" })), "100 − 0, capped at 49");
  assert.equal(sumWords(score({ lost: 62, cappedBy: "Failures" })), "100 − 62.0");
  assert.deepEqual([lossWords(3.1), lossWords(0), lossWords(null)], ["−3.1", "0", "—"]);
});

test("what nobody reports is said, with the points it stands for", () => {
  const of = (part: "hard" | "complaints" | "dmarc", loss: number | null) => ({
    part,
    loss,
    rate: null,
    k: 0,
    n: 0,
  });
  assert.equal(
    basisWords(score({ parts: [of("complaints", null), of("hard", 1), of("dmarc", null)] })),
    "Judged on 50 of the 100 points: no source reports complaints and DMARC results.",
  );
  assert.equal(basisWords(score({ parts: [of("hard", 0)] })), "");
});
