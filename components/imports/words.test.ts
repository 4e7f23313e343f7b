import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportRow } from "@/lib/server/reports/imports";
import { broughtWords, endWords, shareRead, timeLeft, undoWords } from "./words";

const row = (changes: Partial<ImportRow>) =>
  ({ state: "done", records: 254_550, accepted: 83_435, rejected: 0, ...changes }) as ImportRow;

test("how long an import still takes", () => {
  assert.equal(timeLeft(13.2), "14 s left");
  assert.equal(timeLeft(156), "2 min 36 s left");
  assert.equal(timeLeft(5400), "1 h left");
});

test("how an import ended", () => {
  assert.equal(endWords(row({})), "is in: 83,435 new events.");
  assert.equal(endWords(row({ rejected: 1 })), "is in: 83,435 new events, 1 line rejected.");
  assert.equal(endWords(row({ state: "failed" })), "stopped after 254,550 records.");
  assert.equal(endWords(row({ state: "failed", records: 0 })), "was not read.");
  assert.match(endWords(row({ state: "undone" })), /^is undone/);
  assert.equal(endWords(row({ source: "people", accepted: 3 })), "is in: 3 new changes to a list.");
});

test("what an import brought, in a line", () => {
  assert.equal(broughtWords(row({})), "254,550 records, 83,435 new");
  assert.equal(broughtWords(row({ state: "failed" })), "stopped after 254,550 records, 83,435 new");
  assert.equal(broughtWords(row({ state: "undone" })), "254,550 records, taken back");
});

test("what undoing takes back is named by what the file was about", () => {
  const words = (source: string, accepted: number) => undoWords(row({ source, accepted }));
  assert.match(words("acs", 2), /^What it brought, 2 events, is taken back, from every chart/);
  assert.match(words("suppressions", 1), /^What it brought, 1 suppression, ends now/);
  assert.match(words("people", 1), /^What it brought, 1 change to a list, is taken back/);
  assert.match(undoWords(row({ demo: true })), /invented/);
});

test("of an input without a known size there is no share", () => {
  assert.equal(shareRead({ bytes: null, bytesRead: 5 }), null);
  assert.equal(shareRead({ bytes: 10, bytesRead: 5 }), 0.5);
  assert.equal(shareRead({ bytes: 10, bytesRead: 11 }), 1);
});
