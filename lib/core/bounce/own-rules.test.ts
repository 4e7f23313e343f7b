import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { classify } from "./classify";
import { phraseProblem, tidyPhrase } from "./own-phrase";
import { OwnRuleFields, type OwnRuleInput, OwnRuleSet, ruleId } from "./own-rule-fields";
import { compileOwnRules } from "./own-rules";
import { compilePhrases } from "./phrases";
import { RULES } from "./rules";

const rule = (more: Partial<OwnRuleInput>): OwnRuleInput => ({
  id: "mine",
  name: "Mine",
  when: ["gatekeeper"],
  code: "",
  provider: "",
  category: "policy",
  class: "soft",
  on: true,
  ...more,
});
const compiled = (...rules: Partial<OwnRuleInput>[]) =>
  compileOwnRules(rules.map((one, i) => ({ ...rule({ id: `r${i}`, ...one }), author: "a", at: 0 })));
const TO = "ida@posteo.example";
const GATE = "550 5.1.1 Our gatekeeper says goodbye";

test("an own rule outranks code, words and status; its words are marked", () => {
  const { reading, own } = compiled({}).read({ text: GATE, status: "FilteredSpam" }, TO);
  assert.equal(own?.id, "r0");
  assert.deepEqual(reading, {
    class: "soft",
    category: "policy",
    reply: 550,
    enhanced: "5.1.1",
    rule: "own:r0",
    span: [14, 24],
  });
});

test("'as the code says' leaves the class to the code, with or without words that say otherwise", () => {
  const rules = compiled({ class: "code", category: "mailbox-full", when: ["mailbox"] });
  const read = (text: string) => rules.read({ text, status: "Bounced" }, TO).reading;
  assert.deepEqual(
    [read("550 5.1.1 mailbox is spam").class, read("550 5.1.1 mailbox is spam").category],
    ["hard", "mailbox-full"],
  );
  assert.equal(read("452 4.2.2 mailbox does not exist").class, "soft");
  assert.equal(read("mailbox").class, "hard", "the status is left");
});

test("the first rule in order wins, also across codes and providers; one that is off is not asked", () => {
  const rules = compiled(
    { code: "4xx", class: "spam" },
    { on: false, class: "hard" },
    { provider: "Gmail", class: "hard" },
    { when: [], code: "5.7.x", class: "spam" },
    { class: "soft" },
  );
  const won = (text: string, to = TO) => rules.read({ text, status: "Bounced" }, to).own?.id;
  assert.equal(won("452 gatekeeper"), "r0");
  assert.equal(won("550 gatekeeper", "jo@gmail.com"), "r2");
  assert.equal(won("550 5.7.26 gatekeeper"), "r3");
  assert.equal(won("550 gatekeeper"), "r4");
  assert.equal(won("550 5.17.1 nothing"), undefined);
});

test("a rule by code alone marks the code", () => {
  const { reading } = compiled({ when: [], code: "5.7.x" }).read({ text: "550 5.7.606 Denied" }, TO);
  assert.deepEqual(reading.span, [4, 11]);
});

test("a code beside the text counts as one in it", () => {
  const { own } = compiled({ when: [], code: "5.7.1" }).read({ text: "Denied", enhanced: "5.7.1" }, TO);
  assert.equal(own?.id, "r0");
});

test("without a rule that fits it reads as the shipped rules do", () => {
  const rules = compiled({}, { when: ["never said"] });
  for (const { example } of RULES)
    assert.deepEqual(rules.read({ text: example }, TO).reading, classify({ text: example }), example);
  assert.equal(compiled({ on: false }).empty, true);
});

test("what is wrong with a phrase is said, and where", () => {
  const at = (phrase: string) => {
    const problem = phraseProblem(phrase);
    return problem && phrase.slice(problem.from, problem.to);
  };
  assert.equal(at("mailbox is full"), "is");
  assert.equal(at("error 550 mailbox"), "550");
  assert.equal(at("send e-mail"), "e-mail");
  assert.equal(at("… mailbox"), "…");
  assert.equal(at("mailbox not"), "mailbox not");
  assert.equal(at("mailbox cannot found?"), "mailbox cannot found?");
  assert.equal(at("mailbox?"), "mailbox?");
  assert.equal(at("mailbox|"), "mailbox|");
  assert.equal(at("退信 mailbox"), "退信");
  assert.equal(at("a1 … b1 … c1 … d1 … e1"), "a1 … b1 … c1 … d1 … e1");
  assert.equal(at(Array.from({ length: 9 }, (_, i) => `x${i}|y${i}`).join(" "))?.length, 53);
  for (const right of [
    "mailbox|inbox full?",
    "no such user",
    "in_box … full",
    "see /spamhaus /… list",
    "postfach überfüllt",
  ])
    assert.equal(phraseProblem(right), undefined, right);
});

test("phrases are tidied: dots, spaces, apostrophes", () => {
  assert.equal(tidyPhrase("  doesn't   ... exist "), "doesnt … exist");
  const text = "550 This user doesn't really exist";
  assert.ok(compiled({ when: [tidyPhrase("doesn't ... exist")] }).read({ text }, TO).own);
});

const phrase = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "mailbox",
        "not",
        "no",
        "is",
        "…",
        "/…",
        "...",
        "/spam",
        "a_b",
        "full?",
        "x|y",
        "ß",
        "550",
        "退",
        "e-mail",
        "|",
        "?",
        "/",
        "_",
      ),
      fc.string({ maxLength: 8, unit: "grapheme" }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => tidyPhrase(parts.join(" ")));

test("what is accepted can be compiled, and what is compiled never throws", () => {
  fc.assert(
    fc.property(phrase, fc.string({ unit: "grapheme", maxLength: 200 }), (when, text) => {
      if (!phraseProblem(when)) compilePhrases([[when]], [])(text);
      compiled({ when: [when] }).read({ text: `${text} ${when}` }, TO);
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

test("fields: a rule needs a phrase or a code, a valid code, a bounce's category", () => {
  const error = (more: object) => OwnRuleFields.safeParse({ ...rule({}), ...more }).error?.issues[0]?.path[0];
  assert.equal(error({}), undefined);
  assert.equal(error({ when: [] }), "when");
  assert.equal(error({ when: [], code: "5.x.x" }), undefined);
  assert.equal(error({ when: ["the mailbox"] }), "when");
  for (const code of ["250", "5.1", "550 5.1.1", "5.01.1", "6xx", "x"])
    assert.equal(error({ code }), "code", code);
  assert.equal(error({ category: "complaint" }), "category");
  assert.equal(error({ provider: "Nobody" }), "provider");
  assert.equal(OwnRuleSet.safeParse([rule({}), rule({})]).success, false, "one id twice");
  const many = (words: number) =>
    Array.from({ length: 150 }, (_, i) =>
      rule({ id: `r${i}`, when: [Array.from({ length: words }, (_, n) => `w${i}x${n}`).join(" ")] }),
    );
  assert.equal(OwnRuleSet.safeParse(many(20)).success, true);
  assert.equal(OwnRuleSet.safeParse(many(30)).success, false, "more words than the lexicon takes");
});

test("ids come from names and are unique", () => {
  assert.equal(ruleId("Größe: zu viel!", []), "gro-e-zu-viel");
  assert.equal(ruleId("Gate", ["gate", "gate-2"]), "gate-3");
  assert.equal(ruleId("退信", []), "rule");
});

test("200 rules over a hostile reply take no more than linear time", () => {
  const rules = compiled(
    ...Array.from({ length: 200 }, (_, i) => ({
      when: [`a … b … c … w${i}`, `a a a a w${i}`],
      code: ["", "5xx", "5.7.x", "x"][i % 3] ?? "",
    })),
  );
  for (const text of ["a ", "a b c ", "a a b b c c ", "w1 "]) {
    const start = process.cpuUsage();
    for (let i = 0; i < 20; i++) rules.read({ text: `550 5.7.1 ${text.repeat(30_000)}` }, TO);
    const { user } = process.cpuUsage(start);
    assert.ok(user < 4_000_000, `${text}: ${user / 20} µs a reply`);
  }
});
