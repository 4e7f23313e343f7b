import assert from "node:assert/strict";
import test from "node:test";
import { compileKeys } from "./keys";
import { Lexicon } from "./lexicon";
import { GAP, NAMES, type TrieNode, trieOf } from "./phrase-trie";
import { phraseMatcher } from "./phrases";
import { RULES } from "./rules";
import { KEYS } from "./rules/keys";
import { readWords } from "./words";

const LENGTH = 100_000;
/** What may be asked for at one word, whatever the text: measured, with a little room. */
const MOST_STEPS = 600;
/** What the texts below come to: most words are the first of few phrases. */
const MOST_ON_AVERAGE = 60;

const lexicon = new Lexicon();
const rules = RULES.map((rule) => rule.when);
const match = phraseMatcher(rules, [], lexicon);
const keyAt = compileKeys(KEYS);

/** The words of a text, which count how often they are looked at. */
function counted(text: string) {
  const { ids, starts, ends, count } = readWords(text, lexicon);
  const work = { looks: 0, words: count };
  const own = ids.slice(0, count);
  const looked = new Proxy(own, {
    get(_, at) {
      work.looks++;
      return own[Number(at)];
    },
  });
  return { work, words: { ids: looked, starts: starts.slice(0, count), ends: ends.slice(0, count), count } };
}

function looksOf(text: string): number {
  const { work, words } = counted(text);
  match(words);
  return work.looks / Math.max(1, work.words);
}

const repeated = (piece: string): string => `${piece} `.repeat(Math.ceil(LENGTH / (piece.length + 1)));

/** One way to say a phrase, as far as its last word, which is left out. */
function begun(phrase: string, choice: number, gap: string): string {
  return phrase
    .split(" ")
    .slice(0, -1)
    .map((part) => {
      if (part === "…") return gap;
      const choices = part.replace("?", "").split("|");
      return choices[choice % choices.length]!.replace("_", " ");
    })
    .join(" ");
}

test("whatever the words, each is looked at a bounded number of times", () => {
  const most = ({ next, gap, names }: TrieNode): number => {
    const beyond = Math.max(0, ...[...next.values()].map((to) => 1 + most(to)));
    return beyond + (names ? NAMES + most(names) : 0) + (gap ? (GAP + 1) * most(gap) : 0);
  };
  assert.ok(most(trieOf(rules, new Lexicon())) <= MOST_STEPS);
});

for (const { id, when } of RULES)
  test(`${id}: near misses of all its phrases cost in proportion to the text`, () => {
    for (const gap of ["and by then", "user mailbox not"]) {
      const piece = when.map((phrase, i) => begun(phrase, i, gap)).join(" ");
      const per = looksOf(repeated(piece));
      assert.ok(per < MOST_ON_AVERAGE, `${per} looks a word`);
    }
  });

/** A string that counts how often one of its characters is read. */
function countedText(text: string) {
  const work = { reads: 0 };
  const spy = {
    length: text.length,
    charCodeAt: (at: number) => {
      work.reads++;
      return text.charCodeAt(at);
    },
    slice: (from: number, to: number) => text.slice(from, to),
  };
  return { work, text: spy as unknown as string };
}

test("the characters of any text are read a bounded number of times", () => {
  const pieces = ["aB", "a.b", "a@", "p=", "AUP#I-1", "OFR1111111111111", "'", "用户", "user:/", "TSS", "x"];
  for (const piece of [...pieces, ...RULES.map((rule) => rule.example)])
    for (const long of [repeated(piece), piece.repeat(LENGTH / piece.length)]) {
      const { work, text } = countedText(long);
      readWords(text, lexicon, keyAt);
      assert.ok(work.reads < 12 * long.length, `${piece}: ${work.reads / long.length} reads a character`);
    }
});
