import { FILLER, Lexicon } from "./lexicon";

/** What is wrong with a phrase, and where in it (half-open, in UTF-16 units). */
export interface PhraseProblem {
  reason: string;
  from: number;
  to: number;
}

/** A phrase with more ways to be said, or more gaps, would cost more than a rule is worth. */
const MOST_WAYS = 500;
const MOST_GAPS = 3;
const BARE = new Set(["no", "not", "never"]);
const words = new Lexicon();
const NOT = words.findString("not", false);

/** As people write it: single spaces, "..." for the gap, no apostrophes ("doesn't" is read as "doesnt"). */
export const tidyPhrase = (phrase: string): string =>
  phrase
    .replace(/\.{3}/g, "…")
    .replace(/['’‘`]/g, "")
    .trim()
    .replace(/\s+/g, " ");

/** The words of one part of a phrase. */
const wordsOf = (part: string): string[] =>
  isGap(part)
    ? []
    : part
        .replace(/\?$/, "")
        .split(/[|_]/)
        .map((word) => word.replace(/^\//, ""));
const isGap = (part: string): boolean => part === "…" || part === "/…";
const isOptional = (part: string): boolean => part.endsWith("?");

/** How many words a phrase has, choices included. */
export const wordCount = (phrase: string): number =>
  phrase.split(" ").reduce((sum, part) => sum + wordsOf(part).length, 0);

/** How many ways there are to say a phrase: so many ends its trie has. */
export const waysOf = (phrase: string): number =>
  phrase
    .split(" ")
    .reduce((product, part) => product * (part.split("|").length + Number(isOptional(part))), 1);

function wordProblem(word: string): string | undefined {
  if (word === "") return "A word is missing beside the mark";
  if (/^[\p{N}.]+$/u.test(word))
    return "Numbers are not read as words: write a code into the field for codes";
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) && word.length > 1)
    return `Write the characters of "${word}" apart`;
  if (!/^[\p{L}\p{M}\p{N}]+$/u.test(word))
    return `"${word}" is no single word: use letters, and a space between words`;
  if (words.findString(word, false) === FILLER)
    return `"${word}" says nothing and is never seen: leave it out`;
  return undefined;
}

/** A negation alone is in half of all replies. */
const isBare = (word: string): boolean =>
  BARE.has(word.toLowerCase()) || words.findString(word, false) === NOT;

/** Whether what must be there at the end of a phrase may be a gap, or a negation alone. */
function loose(parts: string[]): boolean {
  for (const part of parts.toReversed()) {
    if (isGap(part) || wordsOf(part).some(isBare)) return true;
    if (!isOptional(part)) return false;
  }
  return true;
}

/** The first thing that is wrong with a tidy phrase; undefined when it can be compiled. */
export function phraseProblem(phrase: string): PhraseProblem | undefined {
  const whole = { from: 0, to: phrase.length };
  if (phrase === "") return { ...whole, reason: "Write a phrase" };
  const parts = phrase.split(" ");
  let from = 0;
  for (const part of parts) {
    const at = { from, to: from + part.length };
    const reason = wordsOf(part).map(wordProblem).find(Boolean);
    if (reason) return { ...at, reason };
    from = at.to + 1;
  }
  if (isGap(parts[0]!)) return { from: 0, to: 1, reason: "A gap cannot be the first: begin with a word" };
  if (parts.every(isOptional))
    return { ...whole, reason: "At least one word has to be there: not every word may have a ?" };
  if (loose(parts))
    return { ...whole, reason: "It may end in a gap or in a bare no or not: end with a word that says what" };
  if (parts.filter(isGap).length > MOST_GAPS) return { ...whole, reason: `Use at most ${MOST_GAPS} gaps` };
  if (waysOf(phrase) > MOST_WAYS)
    return {
      ...whole,
      reason: `There are more than ${MOST_WAYS} ways to say it: use fewer choices, or two phrases`,
    };
  return undefined;
}
