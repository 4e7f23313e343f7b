import { Lexicon, UNKNOWN } from "./lexicon";
import { type Ids, PhraseTable } from "./phrase-table";
import { trieOf } from "./phrase-trie";
import { readWords, type Words } from "./words";

/** Where a phrase was found. */
export interface Match {
  /** Position of its rule in the list that was compiled. */
  rule: number;
  /** Half-open span of the text, in UTF-16 units. */
  span: [number, number];
}

type WordList = { [part in "ids" | "starts" | "ends"]: Ids } & Pick<Words, "count">;

/** As `compilePhrases`, for words that have been read with `lexicon`; it learns the words of the phrases. */
export function phraseMatcher(
  rules: readonly (readonly string[])[],
  noise: readonly string[],
  lexicon: Lexicon,
): (words: WordList) => Match | undefined {
  const table = new PhraseTable(trieOf(rules, lexicon));
  const quiet = new PhraseTable(trieOf([noise], lexicon));
  return ({ ids, starts, ends, count }) => {
    let found: Match | undefined;
    table.start(ids, count);
    for (let i = 0; i < count; i++) {
      if (ids[i]! <= UNKNOWN) continue;
      quiet.start(ids, count);
      if (quiet.from(i)) i = quiet.end - 1;
      else if (table.from(i)) found = { rule: table.rule, span: [starts[i]!, ends[table.end - 1]!] };
    }
    return found;
  };
}

/**
 * Compiles rules, in order of precedence, to a matcher that finds the first rule any of whose phrases occurs in a text.
 * A phrase is words in order: `a|b` either, `a?` perhaps, `a_b` two words where one choice is meant, `…` up to six words
 * of any kind, `/a` the word as part of a link or host name, `/…` any such words. Fillers ("is", "the", "your") are not written.
 * @param noise phrases that replies carry whatever their cause; no other phrase begins inside one.
 */
export function compilePhrases(
  rules: readonly (readonly string[])[],
  noise: readonly string[],
): (text: string) => Match | undefined {
  const lexicon = new Lexicon();
  const match = phraseMatcher(rules, noise, lexicon);
  return (text) => match(readWords(text, lexicon));
}
