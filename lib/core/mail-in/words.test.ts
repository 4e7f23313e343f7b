import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_COUNTED } from "@/lib/core/bounded-count";
import { mailsSentence } from "./words";

const none = { new: 0, taken: 0, noted: 0, unverified: 0, quarantined: 0 };

test("the sentence says what came and how much of it counted", () => {
  assert.equal(mailsSentence(none, 0), "No mail has come in thirty days.");
  assert.equal(mailsSentence({ ...none, taken: 1 }, 0), "1 mail came in thirty days: 1 changed something.");
  assert.equal(
    mailsSentence({ ...none, taken: 1200, noted: 30, unverified: 4, quarantined: 1 }, 0),
    "1,235 mails came in thirty days: 1,200 changed something, 4 could not be proved and changed nothing, 1 could not be read.",
  );
  assert.equal(
    mailsSentence({ ...none, taken: 2, noted: 3 }, 3),
    "5 mails came in thirty days: 2 changed something, 3 automatic replies counted as no bounce.",
  );
  assert.equal(
    mailsSentence({ ...none, taken: MOST_COUNTED + 1, unverified: 7 }, MOST_COUNTED + 1),
    "More than 10,007 mails came in thirty days: more than 10,000 changed something, 7 could not be proved and changed nothing, more than 10,000 automatic replies counted as no bounce.",
  );
});
