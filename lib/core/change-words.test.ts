import assert from "node:assert/strict";
import { test } from "node:test";
import { changeSentence, chartOf, eventsOf, noticeSentence, placeOf, sliceWords } from "./change-words";
import type { Change } from "./changes";

const change = (of: Partial<Change>): Change => ({
  ...{ metric: "hard", slice: null, now: { k: 557, n: 34_516 }, before: { k: 230, n: 32_400 } },
  ...{ up: true, z: 11, along: [], ...of },
});
const words = (of: Partial<Change>) =>
  changeSentence(change(of))
    .map(({ text }) => text)
    .join("");

test("a change of all mail, with what carries it", () => {
  assert.equal(words({}), "Hard bounces rose from 0.71% to 1.61% (557 of 34,516 sent).");
  assert.equal(
    words({
      along: [
        { slice: { by: "sender", name: "news@marlow.example" }, share: 0.95 },
        { slice: { by: "code", name: "5.1.1" }, share: 0.7 },
      ],
    }),
    "Hard bounces rose from 0.71% to 1.61% (557 of 34,516 sent), nearly all in mail of news@marlow.example and mostly with 5.1.1, Address does not exist.",
  );
});

test("a change of one slice", () => {
  const soft = { metric: "soft", now: { k: 44, n: 2_500 }, before: { k: 8, n: 2_400 } } as const;
  assert.equal(
    words({
      ...soft,
      slice: { by: "provider", name: "Outlook" },
      up: false,
      now: soft.before,
      before: soft.now,
    }),
    "Soft bounces at Outlook fell from 1.76% to 0.33% (8 of 2,400 sent).",
  );
  assert.equal(
    words({
      ...{ metric: "soft", slice: { by: "code", name: "5.7.26" }, now: { k: 36, n: 34_516 } },
      ...{
        before: { k: 0, n: 32_400 },
        along: [{ slice: { by: "provider", name: "GMX, Web.de" }, share: null }],
      },
    }).replace(/5\.7\.26, [^:]*:/, "5.7.26, …:"),
    "New are soft bounces with 5.7.26, …: 0.10% (36 of 34,516 sent). The same in size at GMX, Web.de.",
  );
});

test("its events are one link away", () => {
  assert.deepEqual(
    eventsOf(change({ slice: { by: "code", name: "5.1.1" } })).href,
    "/bounces?code=5.1.1&class=hard",
  );
  const outlook = change({ metric: "deferred", slice: { by: "provider", name: "Outlook" } });
  assert.equal(eventsOf(outlook).href, "/reputation/mail?metric=deferred&by=provider&of=Outlook");
  assert.equal(chartOf(outlook), "/reputation?metric=deferred&by=provider&of=Outlook");
  assert.equal(chartOf(change({ slice: { by: "sender", name: "a@b.example" } })), "/reputation?metric=hard");
});

test("a campaign, and what is no rate of mail, in words; each notice leads to where it is seen", () => {
  assert.equal(sliceWords({ by: "campaign", name: "Autumn sale" }), "in the campaign Autumn sale");
  const told = (kind: "duplicates" | "late" | "machine-clicks", rule: string | null = null) =>
    noticeSentence({ kind, now: { k: 73, n: 911 }, before: { k: 0, n: 800 } }, rule)
      .map(({ text }) => text)
      .join("");
  assert.equal(
    told("duplicates"),
    "73 events came twice or more, and counted once: 8.01% of 911, the week before 0.00%.",
  );
  assert.match(told("late"), /^73 events came more than a day late; .* 8\.01% of 911/);
  assert.equal(
    told("machine-clicks", "Security scanner"),
    "8.01% of the mail that was clicked was clicked by machines only (73 of 911, the week before 0.00%), most by the rule Security scanner.",
  );
  assert.equal(placeOf({ kind: "late" }).href, "/imports#arrivals");
  assert.equal(placeOf({ kind: "machine-clicks" }).href, "/engagement?measure=clicked#machines");
});
