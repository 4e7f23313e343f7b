import assert from "node:assert/strict";
import { test } from "node:test";
import { stretchesOf } from "./course";
import type { Judgement, Window } from "./judge";
import { AlertRule } from "./rule";
import { incidentSentence, standing } from "./sentence";

const rule = (more: object = {}) =>
  AlertRule.parse({
    ...{
      kind: "rate",
      name: "Hard",
      metric: "hard",
      sender: "club.marlow.example",
      opens: 0.05,
      closes: 0.04,
    },
    ...more,
  });
const judged = (window: Window, k: number, n: number): Judgement => ({
  ...{ state: "alert", window, count: { k, n }, value: k / n, clear: false },
});
const facts = (more: object = {}) => ({
  ...{ rule: rule(), clearSince: null, resolvedAt: null, acknowledgedAt: null },
  openedAt: Date.UTC(2026, 10, 18, 10, 20),
  judgement: judged("week", 1_774, 15_870),
  burned: { from: "2026-11-18", to: "2026-11-19", k: 1_774, n: 15_870 },
  ...more,
});
const said = (more: object = {}) =>
  incidentSentence(facts(more), { today: "2026-11-23", tz: "UTC" })
    ?.map(({ text }) => text)
    .join("")
    .replaceAll("\u00a0", " ");

test("an incident is told as a person would tell it", () => {
  assert.equal(said(), "Every 9th message from club.marlow.example bounced hard from 18 Nov to 19 Nov.");
  const burned = { from: "2026-11-18", to: "2026-11-18", k: 12, n: 10_000 };
  const slice = { by: "provider", name: "Gmail" };
  assert.equal(
    said({ rule: rule({ sender: "", metric: "complaints", slice }), burned }),
    "12 of 10,000 messages to Gmail were complained about on 18 Nov.",
  );
  const words: [number, string][] = [
    [500, "Every 2nd"],
    [91, "Every 11th"],
    [48, "Every 21st"],
    [43, "Every 23rd"],
  ];
  for (const [k, word] of words)
    assert.ok(said({ burned: { ...burned, k, n: 1_000 } })?.startsWith(word), `${k}: ${word}`);
  assert.equal(said({ burned: null }), undefined);
});

test("an hour that stands out of its day is told of instead of the day", () => {
  const burned = { from: "2026-11-18", to: "2026-11-18", k: 70, n: 3_281 };
  assert.equal(
    said({ burned, judgement: judged("hour", 55, 763) }),
    "Every 14th message from club.marlow.example bounced hard in the hour before Wed 18 Nov, 10:20.",
  );
});

test("how it stands is told last", () => {
  const at = { tz: "UTC", now: Date.UTC(2026, 10, 23) };
  assert.equal(standing(facts(), at), "Nobody has acknowledged it.");
  assert.equal(standing(facts({ acknowledgedAt: 1 }), at), "It is being looked at.");
  const clearSince = Date.UTC(2026, 10, 20, 10, 2);
  assert.equal(standing(facts({ clearSince }), at), "It has been under 4% since 20 Nov 10:02.");
});

test("the bar of an incident is alert while over the line, watch while it closes", () => {
  const steps = [
    { step: "closing", at: 50 },
    { step: "told", at: 11 },
    { step: "opened", at: 10 },
    { step: "back", at: 60 },
    { step: "noted", at: 70 },
  ];
  assert.deepEqual(stretchesOf(steps, 90), [
    { state: "alert", from: 10, to: 50 },
    { state: "watch", from: 50, to: 60 },
    { state: "alert", from: 60, to: 90 },
  ]);
  assert.deepEqual(stretchesOf([], 90), []);
});
