import assert from "node:assert/strict";
import { test } from "node:test";
import { afterSend, foldLease } from "@/lib/core/suppression";
import type { AddressReport } from "@/lib/server/reports/address";
import type { SuppressionRow } from "@/lib/server/reports/suppressions";
import { answerWords, endWords, eventWords, nextSendWords, sendNowWords, shareLeft, whyWords } from "./words";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-19T07:12:00Z");
const at = (hours: number) => START + hours * HOUR;
const TZ = "Europe/Berlin";

function report(hours: number, sends: number[]): AddressReport {
  const now = at(hours);
  const facts = [
    { kind: "bounce" as const, id: "b", at: START },
    ...sends.map((send) => ({ kind: "send" as const, id: `s${send}`, at: at(send) })),
  ];
  const { lease, history } = foldLease(facts, now);
  const held = lease !== null && now < lease.until;
  return {
    recipient: "ida.berg@posteo.example",
    address: "1",
    at: now,
    known: true,
    suppressed: held
      ? [{ entry: null, reason: "bounce", until: lease.until, list: null, sender: "", wholeDomain: false }]
      : [],
    lease,
    leaseInForce: held,
    limit: null,
    afterSend: held ? afterSend(lease, now) : null,
    history: history.map((occurrence) => ({ ...occurrence, mail: null, code: null })),
    entries: [],
    lastDelivered: null,
    releases: [],
  };
}

function row(changes: Partial<SuppressionRow>): SuppressionRow {
  const nothing = {
    code: null,
    until: null,
    step: null,
    cycleStart: null,
    nextSend: null,
    list: null,
    sender: "",
    again: null,
  };
  const who = { id: "1", recipient: "a@b.example", address: "1", since: START };
  return { ...who, ...nothing, reason: "bounce", inferred: false, note: "", ...changes };
}

test("why an address is suppressed", () => {
  assert.equal(
    whyWords(row({ code: { code: "5.1.1", title: "Address does not exist" } })),
    "5.1.1 Address does not exist",
  );
  assert.equal(whyWords(row({ inferred: true })), "Suppressed by the platform first");
  assert.equal(whyWords(row({ reason: "unsubscribe", list: "Club news" })), "Unsubscribed from Club news");
  assert.equal(whyWords(row({ reason: "manual", note: "contract ended" })), "Manual: contract ended");
});

test("when it ends, and how much of its step is left", () => {
  const lease = row({ step: 0, cycleStart: START, until: at(24) });
  assert.equal(endWords(lease, at(5), TZ), "19 h");
  assert.equal(shareLeft(lease, at(6)), 0.75);
  assert.equal(endWords(row({ reason: "manual", until: Date.UTC(2027, 2, 1) }), at(0), TZ), "1 Mar 2027");
  assert.equal(endWords(row({ reason: "complaint" }), at(0), TZ), "no end");
});

test("what the next send would meet", () => {
  const lease = { step: 2, cycleStart: START, until: at(120) };
  assert.equal(
    nextSendWords(row({ ...lease, nextSend: { step: 3, until: at(260) } })),
    "Dropped, then 7 days",
  );
  assert.equal(
    nextSendWords(row({ ...lease, nextSend: { step: 4, until: at(336) } })),
    "Dropped, then to the limit",
  );
  assert.equal(
    nextSendWords(row({ ...lease, nextSend: { step: 4, until: at(120) } })),
    "Dropped, not longer",
  );
  assert.equal(nextSendWords(row({ reason: "unsubscribe", list: "Club news" })), "Dropped for this list");
  assert.equal(nextSendWords(row({ reason: "complaint" })), "Dropped");
});

test("a timeline says what each event did", () => {
  const { history } = report(60, [23, 51]);
  assert.deepEqual(
    history.map((event, i) => eventWords(event, history[i - 1]?.lease?.step ?? null).replace("\u00a0", " ")),
    ["Hard bounce → a new cycle, step 1, 24 h", "Send dropped → step 2, 48 h", "Send dropped → step 3, 96 h"],
  );
});

test("what a send now would do", () => {
  assert.equal(
    sendNowWords(report(98, [23, 51]), at(98), TZ).replaceAll("\u00a0", " "),
    "A send now is dropped and moves this to Mon 30 Nov, 10:12.",
  );
  assert.match(sendNowWords(report(10, [1, 2, 3, 4]), at(10), TZ), /does not make it longer/);
});

test("the answer for another moment, before and after now", () => {
  const past = answerWords(report(26, [23]), at(98), TZ);
  assert.deepEqual(past, {
    verdict: "Yes, it was suppressed",
    why:
      "at step 2, until 22 Nov 07:12, because of the bounce of 19 Nov." +
      " A send would have been dropped, and moved it to step 3, until 24 Nov 10:12.",
  });
  const topmost = answerWords(report(335, [1, 2, 3, 4, 5]), at(340), TZ).why;
  assert.match(topmost, / A send would have been dropped, and not made it longer\.$/);
  assert.match(
    answerWords(report(20, []), at(2), TZ).why,
    / A send would be dropped, and move it to step 2, until 22 Nov 04:12\.$/,
  );
  assert.equal(answerWords(report(25, []), at(98), TZ).verdict, "No, it was free.");
  assert.equal(answerWords(report(25, []), at(2), TZ).verdict, "No, it is free by then");
  assert.equal(answerWords(report(20, []), at(2), TZ).verdict, "Yes, it is still suppressed");
});
