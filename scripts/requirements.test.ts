/*
 * Every requirement on list headers, one-click and the law, with its number, and the tests that hold it. That none is
 * missing is checked against the list of requirements itself where it is there; that each named test exists, always.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { sharedFile } from "@/lib/testing-shared";

const ONE_CLICK = "app/u/one-click.itest.ts";
const PAGE = "app/preferences/preferences.itest.ts";
const SIGNED = "lib/server/signed-mail.test.ts";
const ERASE = "lib/server/erase.itest.ts";
const ASK = "app/subscribe/subscribe.itest.ts";
const BROWSER = "e2e/preferences.spec.ts";
const TOKEN = "lib/server/token.test.ts";
const CHECKER = "lib/core/header-check/check.test.ts";
const LEAVING = "lib/server/reports/leaving.itest.ts";
const RETENTION = "lib/server/retention.itest.ts";

type Held = [what: string, ...tests: [file: string, beginning: string][]];

const REQUIREMENTS: Record<string, Held> = {
  "A4.1": [
    "one List-Unsubscribe with one https URI, a mailto beside it at most, one List-Unsubscribe-Post",
    [ONE_CLICK, "A4.1 one List-Unsubscribe"],
    ["app/api/v1/organisation/brand/brand.itest.ts", "A4.1 the mailbox stands beside"],
    [PAGE, "A4.1 the mailto door leaves the same rows"],
  ],
  "A4.2": [
    "both fields in h= of a valid signature, and a checker that says so",
    [SIGNED, "A4.2 the signature is valid and covers both"],
    [SIGNED, "A4.2 a valid signature that leaves out"],
    [CHECKER, "a mail with both fields once"],
    [CHECKER, "what is missing, doubled or plain is said"],
  ],
  "A4.3": [
    "urlencoded and multipart, without cookie, Origin or Referer",
    [ONE_CLICK, "A4.3 urlencoded"],
    [ONE_CLICK, "A4.3 multipart"],
    [BROWSER, "one click, urlencoded and multipart, through proxies"],
  ],
  "A4.4": [
    "never a redirect, 200 with a short text, again and again",
    [ONE_CLICK, "A4.4 the answer is 200"],
    [ONE_CLICK, "A4.4 the second, the tenth"],
    [BROWSER, "one click, urlencoded and multipart, through proxies"],
  ],
  "A4.5": [
    "another body is 400; GET, HEAD, OPTIONS and prefetch change nothing",
    [ONE_CLICK, "A4.5 a POST with "],
    [ONE_CLICK, "A4.5 opening the link changes nothing"],
    [BROWSER, "with JavaScript the same page works, and opening it"],
  ],
  "A4.6": [
    "the page of GET sets nothing, and its headers",
    [ONE_CLICK, "A4.6 the page shows list"],
    [ONE_CLICK, "A4.6 no cache"],
  ],
  "A4.7": [
    "a token that is hard to forge, and no question",
    [ONE_CLICK, "A4.7 whatever is wrong"],
    [ONE_CLICK, "A4.7 what a link became"],
    [ONE_CLICK, "A4.7 nobody is asked"],
    [TOKEN, "one changed character anywhere"],
  ],
  "A4.8": [
    "one list leaves the others alone; all is one control",
    [ONE_CLICK, "A4.8 leaving one list"],
    [ONE_CLICK, "A4.8 leaving all"],
  ],
  "A4.9": ["never single-use", [ONE_CLICK, "A4.9 the token stays good"]],
  "A4.10": [
    "in force for the next look-up, within a second",
    [ONE_CLICK, "A4.10 it is in force"],
    [LEAVING, "A4.10 from the decision"],
    [LEAVING, "who left by list and day, why, and how long it took"],
  ],
  "A4.11": [
    "survives an outage: 503 with Retry-After, nothing lost; others are told by an outbox",
    [ONE_CLICK, "A4.11 while the database is away"],
    [ONE_CLICK, "A4.11 a database that takes the question and never answers"],
    ["lib/server/outgoing/outgoing.itest.ts", "what is not taken comes again later"],
    ["lib/server/acs-sync/acs-sync.itest.ts", "opt-outs and what was entered for all mail"],
  ],
  "A4.12": [
    "without a script, at 320 px, in one step",
    [ONE_CLICK, "A4.12 the page's own button"],
    [BROWSER, "leaving, saying why, undoing"],
    [BROWSER, "in every language: nothing that axe finds"],
  ],
  C1: [
    "no login, no fee, no extra data; masked address; purpose, frequency, pause, stop of all",
    [PAGE, "C1 a pause of 30 or 90 days"],
    [PAGE, "C1 how often is a choice"],
    [PAGE, "C1 a reason is optional"],
    [PAGE, "a list that is not shown to somebody"],
    [ONE_CLICK, "C1 each list has its switch"],
    [ONE_CLICK, "A4.8 leaving all"],
  ],
  C2: [
    "an append-only ledger of all that proves a decision; nobody comes back but by their own word, or an admin's with reason",
    [PAGE, "C2 the ledger keeps network"],
    [PAGE, "C2 the ledger says which text"],
    [ERASE, "C2 the proof names each decision"],
    ["lib/server/preferences.itest.ts", "the ledger cannot be changed, deleted or emptied"],
    ["lib/server/lists.itest.ts", "a file adds who is new"],
    [ASK, "C2 whoever left comes back by their own word"],
    ["lib/server/releases.itest.ts", "what recipients decided needs the second confirmation"],
  ],
  C3: [
    "erasure leaves a keyed hash that outlives a change of the secret",
    [ERASE, "C3 after an erasure nothing names"],
    [ERASE, "C3 the opt-out of an erased address outlives"],
  ],
  C4: [
    "an import never overrides an opt-out, and reports the conflict",
    ["lib/server/people-import.itest.ts", "C4 an opt-out is never overridden"],
    ["lib/core/people-file.test.ts", "C4 "],
    ["lib/core/suppression-file.test.ts", "an opt-out that its recipient took back later"],
    ["lib/server/suppression-import.itest.ts", "an unsubscribe that its recipient took back later"],
  ],
  C5: [
    "retention, with the clock as a parameter: what it lets go, and what it keeps (decision 8)",
    [RETENTION, "whole months go"],
    [RETENTION, "unreadable lines go by the time they came"],
    [RETENTION, "the days are kept within bounds"],
    [ASK, "what nobody confirmed is forgotten after thirty days"],
  ],
  C6: [
    "what is kept, as JSON and CSV by a signed link to one's own address",
    [ASK, "C6 what is kept about somebody"],
    [TOKEN, "purposes do not mix"],
  ],
  C7: [
    "the order of reasons",
    ["lib/core/suppression-reasons.test.ts", "C7 "],
    ["lib/server/check.itest.ts", "entries: the recipient's word first"],
  ],
};

/** The rows of the law, by the beginning of their rule. */
const LAW: Record<string, Held> = {
  "CAN-SPAM": [
    "works for 30 days after the mail, one page, no login",
    [TOKEN, "C a link is good ten years after"],
    [ONE_CLICK, "A4.12 the page's own button"],
    [ONE_CLICK, "A4.8 leaving all"],
  ],
  CASL: ["works for 60 days, at once", [TOKEN, "C a link is good ten years after"], [ONE_CLICK, "A4.10 "]],
  GDPR: [
    "proof of consent, leaving as easy as joining, export, erasure",
    [ASK, "subscribing: nobody is on the list before"],
    [ASK, "C6 what is kept about somebody"],
    [ERASE, "C3 after an erasure"],
  ],
  ICO: ["on a suppression list rather than deleted", [ERASE, "C3 the opt-out of an erased address"]],
  ePrivacy: [
    "a valid opt-out in each message",
    [SIGNED, "A4.2 the signature is valid"],
    [CHECKER, "what is missing, doubled or plain is said"],
  ],
  Australia: [
    "within 5 working days, works for 30 days",
    [TOKEN, "C a link is good ten years after"],
    [LEAVING, "who left by list and day, why, and how long it took"],
  ],
  "Gmail/Yahoo": ["48 hours, measured", [LEAVING, "who left by list and day, why, and how long it took"]],
  CCPA: ["no account needed, erasure", [ERASE, "C3 after an erasure"], [ONE_CLICK, "A4.12 "]],
};

const root = path.resolve(import.meta.dirname, "..");

for (const [id, [what, ...tests]] of Object.entries({ ...REQUIREMENTS, ...LAW }))
  test(`${id}: ${what}`, () => {
    assert.ok(tests.length > 0);
    for (const [file, beginning] of tests) {
      const text = readFileSync(path.join(root, file), "utf8");
      const starts = ['test("', "test(`"].some((start) => text.includes(start + beginning));
      assert.ok(starts, `${file} has no test that begins with "${beginning}"`);
    }
  });

test("C6: the docs have an entry for each thing that a record of processing says", () => {
  const page = readFileSync(path.join(root, "docs/preferences.md"), "utf8");
  const [, record = ""] = page.split("## Records of processing");
  const rows = [...record.matchAll(/^\| ([a-z ]+) \| (?=\S)/gm)].map(([, thing]) => thing);
  const things = ["purposes", "whose data", "which data", "who gets it", "for how long", "kept safe by"];
  assert.deepEqual(rows.slice(1), things);
});

test("no requirement is missing, and none is invented", (t) => {
  const file = sharedFile(t, "standards.md");
  if (!file) return;
  const text = readFileSync(file, "utf8");
  const numbers = [...text.matchAll(/^- \[ \] (A4\.\d+|C\d+)\b/gm)].map(([, number]) => number);
  assert.deepEqual(numbers.sort(), Object.keys(REQUIREMENTS).sort());
  const [, law = ""] = /^## C\. Law[\s\S]*?\n\|---[^\n]*\n([\s\S]*?)\n- \[/m.exec(text) ?? [];
  const rows = law.trim().split("\n");
  assert.equal(rows.length, Object.keys(LAW).length);
  for (const name of Object.keys(LAW))
    assert.ok(
      rows.some((row) => row.startsWith(`| ${name}`)),
      name,
    );
});
