import assert from "node:assert/strict";
import test from "node:test";
import type { Move } from "@/lib/server/own-rules-trial";
import { leaseSentence, trialSentence } from "./words";

const move = (from: Move["from"]["class"], to: Move["to"]["class"], deliveries: number): Move => ({
  from: { class: from, category: "unknown" },
  to: { class: to, category: "spam" },
  deliveries,
});
const trial = (moves: Move[], read = 500) =>
  trialSentence({
    moves,
    read,
    since: null,
    cut: false,
    byShipped: 0,
    suppressed: 0,
    freed: 0,
    examples: [],
  });

test("a trial in one sentence: the class that moves most first, mere reasons last", () => {
  assert.equal(trial([], 0), "Nothing bounced in these days, so there is nothing to try the rules on.");
  assert.equal(trial([]), "None of 500 bounces would be read differently.");
  assert.equal(trial([move("soft", "spam", 412)]), "412 deliveries would move from soft to spam.");
  assert.equal(
    trial([
      move("soft", "soft", 90),
      move("soft", "spam", 1),
      move("hard", "soft", 7),
      move("soft", "spam", 11),
    ]),
    "12 deliveries would move from soft to spam, 7 from hard to soft, 90 deliveries would only get another reason.",
  );
  assert.equal(trial([move("soft", "soft", 1)]), "1 delivery would get another reason and stay soft.");
});

test("what it does to leases", () => {
  assert.equal(leaseSentence({ suppressed: 0, freed: 0 }), "No lease in force would change.");
  assert.equal(
    leaseSentence({ suppressed: 18, freed: 3 }),
    "18 addresses would be suppressed now, 3 would be freed.",
  );
  assert.equal(leaseSentence({ suppressed: 0, freed: 1 }), "1 address would be freed.");
});
