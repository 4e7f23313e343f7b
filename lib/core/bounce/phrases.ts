import { FILLER, Lexicon, NAME, UNKNOWN } from "./lexicon";
import { readWords } from "./words";

/** Where a phrase was found. */
export interface Match {
  /** Position of its rule in the list that was compiled. */
  rule: number;
  /** Half-open span of the text, in UTF-16 units. */
  span: [number, number];
}

/** How many words a gap ("…") may stand for. */
const GAP = 6;
const NONE = Number.MAX_SAFE_INTEGER;

/** A trie over words: a text is matched in one walk from each of its words, whatever the number of rules. */
interface Node {
  next: Map<number, Node>;
  gap: Node | undefined;
  /** Where it goes on after any words of a host name or link. */
  names: Node | undefined;
  /** The first rule with a phrase that ends here. */
  rule: number;
}

const node = (): Node => ({ next: new Map(), gap: undefined, names: undefined, rule: NONE });

function step(from: Node, word: number): Node {
  let to = from.next.get(word);
  if (!to) {
    to = node();
    from.next.set(word, to);
  }
  return to;
}

/** The nodes that are reached from `ends` by one part of a phrase. */
function reach(ends: Set<Node>, part: string, lexicon: Lexicon): Set<Node> {
  const reached = new Set<Node>();
  for (const end of ends) {
    if (part.endsWith("?")) reached.add(end);
    if (part === "…") {
      end.gap ??= node();
      reached.add(end.gap);
      continue;
    }
    if (part === "/…") {
      end.names ??= node();
      reached.add(end.names);
      continue;
    }
    for (const choice of part.replace("?", "").split("|")) {
      let to = end;
      for (const word of choice.replace("/", "").split("_")) {
        const id = lexicon.learn(word, choice.startsWith("/"));
        if (id === FILLER)
          throw new Error(`"${word}" says nothing and is never seen: leave it out of "${part}"`);
        to = step(to, id);
      }
      reached.add(to);
    }
  }
  return reached;
}

function trieOf(rules: string[][], lexicon: Lexicon): Node {
  const root = node();
  rules.forEach((phrases, rule) => {
    for (const phrase of phrases) {
      let ends = new Set([root]);
      for (const part of phrase.split(" ")) ends = reach(ends, part, lexicon);
      for (const end of ends) end.rule = Math.min(end.rule, rule);
    }
  });
  if (root.rule !== NONE) throw new Error("a phrase without a word that it needs");
  return root;
}

/** The best that has been found: the lowest rule, and the word after its phrase. */
interface Best {
  rule: number;
  end: number;
}

function follow(from: Node, ids: number[], at: number, best: Best): void {
  const id = ids[at];
  const to = id === undefined || id <= UNKNOWN ? undefined : from.next.get(id);
  if (to) visit(to, ids, at, best);
}

/** The word `at` has led to `to`. */
function visit(to: Node, ids: number[], at: number, best: Best): void {
  if (to.rule < best.rule) {
    best.rule = to.rule;
    best.end = at + 1;
  }
  if (to.next.size > 0) follow(to, ids, at + 1, best);
  if (to.names) {
    let after = at + 1;
    while (ids[after] === NAME) after++;
    follow(to.names, ids, after, best);
  }
  if (to.gap) for (let i = at + 1; i <= at + 1 + GAP; i++) follow(to.gap, ids, i, best);
}

/** The nodes after the first words of phrases, by the word: every word of a text is asked for. */
function beginnings(root: Node): (Node | undefined)[] {
  const first: (Node | undefined)[] = [];
  for (const [id, to] of root.next) first[id] = to;
  return Array.from(first);
}

/**
 * Compiles rules, in order of precedence, to a matcher that finds the first rule any of whose phrases occurs in a text.
 * A phrase is words in order: `a|b` either, `a?` perhaps, `a_b` two words where one choice is meant, `…` up to six words
 * of any kind, `/a` the word as part of a link or host name, `/…` any such words. Fillers ("is", "the", "your") are not written.
 * @param noise phrases that replies carry whatever their cause; no other phrase begins inside one.
 */
export function compilePhrases(rules: string[][], noise: string[]): (text: string) => Match | undefined {
  const lexicon = new Lexicon();
  const first = beginnings(trieOf(rules, lexicon));
  const quiet = beginnings(trieOf([noise], lexicon));
  return (text) => {
    const { ids, starts, ends } = readWords(text, lexicon);
    const best: Best = { rule: NONE, end: 0 };
    let found: Match | undefined;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (id <= UNKNOWN) continue;
      const hush = quiet[id];
      if (hush) {
        const skip: Best = { rule: NONE, end: i };
        visit(hush, ids, i, skip);
        if (skip.end > i) {
          i = skip.end - 1;
          continue;
        }
      }
      const to = first[id];
      if (!to) continue;
      const before = best.rule;
      visit(to, ids, i, best);
      if (best.rule < before) found = { rule: best.rule, span: [starts[i]!, ends[best.end - 1]!] };
    }
    return found;
  };
}
