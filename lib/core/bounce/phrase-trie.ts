import { FILLER, type Lexicon } from "./lexicon";

/** How many words a gap ("…") may stand for. */
export const GAP = 6;
/** How many words of a host name or link "/…" may stand for. */
export const NAMES = 24;
/** No rule. */
export const NONE = 0x7fff_ffff;

/** A trie over words: a text is matched in one walk from each of its words, whatever the number of rules. */
export interface TrieNode {
  next: Map<number, TrieNode>;
  gap: TrieNode | undefined;
  /** Where it goes on after any words of a host name or link. */
  names: TrieNode | undefined;
  /** The first rule with a phrase that ends here. */
  rule: number;
}

const node = (): TrieNode => ({ next: new Map(), gap: undefined, names: undefined, rule: NONE });

function step(from: TrieNode, word: number): TrieNode {
  let to = from.next.get(word);
  if (!to) {
    to = node();
    from.next.set(word, to);
  }
  return to;
}

/** The nodes that are reached from `ends` by one part of a phrase. */
function reach(ends: Set<TrieNode>, part: string, lexicon: Lexicon): Set<TrieNode> {
  const reached = new Set<TrieNode>();
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

/** The trie of the phrases of all rules. Throws for a phrase that can never match, or would match anything. */
export function trieOf(rules: readonly (readonly string[])[], lexicon: Lexicon): TrieNode {
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
