import { NAME, UNKNOWN } from "./lexicon";
import { GAP, NAMES, NONE, type TrieNode } from "./phrase-trie";

/** Word ids fit into so many bits of a key; the rest is the node. */
const WORD_BITS = 14;
/** The number of no node. */
const NOWHERE = 0;

/** Numbers by place: of words, their ids or where they are in the text. */
export interface Ids {
  readonly [at: number]: number;
}

/** What is kept of a node, side by side: so many numbers. */
const WIDTH = 8;
/** The rule that ends at the node, and the lowest rule beyond it. */
const RULE = 0;
const BEYOND = 1;
/** Where gap and names lead. */
const GAP_TO = 2;
const NAMES_TO = 3;
/** The words that go on, as a filter of 64 bits: most words of a text are none of them. */
const FILTER = 4;

/** A trie in flat arrays, and the walk over it: this is the inner loop of classification. */
export class PhraseTable {
  /** The best that has been found: the lowest rule, and the word after its phrase. */
  rule = NONE;
  end = 0;
  private readonly nodes: Int32Array;
  /** An open hash table: at even places node and word as a key, after it the node that the word leads to. */
  private readonly edges: Int32Array;
  private readonly shift: number;
  /** The nodes after the first words of phrases, by the word: every word of a text is asked for. */
  private readonly first: Int32Array;
  private ids: Ids = [];
  private count = 0;

  constructor(root: TrieNode) {
    const flat = new Flat();
    const top = flat.add(root);
    this.nodes = Int32Array.from(flat.fields);
    const bits = Math.ceil(Math.log2(flat.edges.length + 1)) + 1;
    this.shift = 32 - bits;
    this.edges = new Int32Array(2 * 2 ** bits);
    for (const [key, to] of flat.edges) this.put(key, to);
    this.first = new Int32Array(Math.max(0, ...root.next.keys()) + 1);
    for (const word of root.next.keys()) this.first[word] = this.get(top, word);
  }

  private slotOf(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> this.shift) * 2;
  }

  private put(key: number, to: number): void {
    let slot = this.slotOf(key);
    while (this.edges[slot] !== 0) slot = (slot + 2) & (this.edges.length - 1);
    this.edges[slot] = key;
    this.edges[slot + 1] = to;
  }

  private get(from: number, word: number): number {
    const key = (from << WORD_BITS) | word;
    for (let slot = this.slotOf(key); ; slot = (slot + 2) & (this.edges.length - 1)) {
      const found = this.edges[slot];
      if (found === key) return this.edges[slot + 1]!;
      if (found === 0) return NOWHERE;
    }
  }

  /** Begins a text. */
  start(ids: Ids, count: number): void {
    this.ids = ids;
    this.count = count;
    this.rule = NONE;
  }

  /** Looks for phrases that begin with the word `at`. @returns whether one has a lower rule than all before */
  from(at: number): boolean {
    const word = this.ids[at]!;
    if (word >= this.first.length) return false;
    const to = this.first[word]!;
    if (to === NOWHERE) return false;
    const before = this.rule;
    this.visit(to, at);
    return this.rule < before;
  }

  private follow(from: number, at: number): void {
    if (at >= this.count) return;
    const word = this.ids[at]!;
    if (
      word <= UNKNOWN ||
      ((this.nodes[from * WIDTH + FILTER + ((word >> 5) & 1)]! >> (word & 31)) & 1) === 0
    )
      return;
    const to = this.get(from, word);
    if (to !== NOWHERE) this.visit(to, at);
  }

  /** The word `at` has led to `node`. What can only end in a later rule is left. */
  private visit(node: number, at: number): void {
    const place = node * WIDTH;
    if (this.nodes[place + RULE]! < this.rule) {
      this.rule = this.nodes[place + RULE]!;
      this.end = at + 1;
    }
    if (this.nodes[place + BEYOND]! >= this.rule) return;
    this.follow(node, at + 1);
    const names = this.nodes[place + NAMES_TO]!;
    if (names !== NOWHERE) this.follow(names, this.afterNames(at + 1));
    const gap = this.nodes[place + GAP_TO]!;
    if (gap !== NOWHERE) for (let i = at + 1; i <= at + 1 + GAP && i < this.count; i++) this.follow(gap, i);
  }

  private afterNames(from: number): number {
    let at = from;
    while (at < this.count && at < from + NAMES && this.ids[at] === NAME) at++;
    return at;
  }
}

/** The nodes of a trie as numbers. Those with the same continuation are one: choices share what follows them. */
class Flat {
  readonly fields: number[] = new Array(WIDTH).fill(0);
  readonly edges: [key: number, to: number][] = [];
  private readonly known = new Map<string, number>();

  /** Adds a node and those beyond it. @returns its number */
  add({ next, gap, names, rule }: TrieNode): number {
    const below = [...next].map(([word, to]) => [word, this.add(to)] as const);
    const [gapTo, namesTo] = [gap, names].map((to) => (to ? this.add(to) : NOWHERE)) as [number, number];
    const key = `${rule} ${gapTo} ${namesTo} ${below.sort(([a], [b]) => a - b).join(" ")}`;
    const same = this.known.get(key);
    if (same !== undefined) return same;
    const node = this.fields.length / WIDTH;
    if (node >= 2 ** (31 - WORD_BITS)) throw new Error("more phrases than there is room for");
    this.known.set(key, node);
    const filter: [number, number] = [0, 0];
    for (const [word, to] of below) {
      this.edges.push([(node << WORD_BITS) | word, to]);
      filter[(word >> 5) & 1]! |= 1 << (word & 31);
    }
    const beyond = [gapTo, namesTo, ...below.map(([, to]) => to)].filter((to) => to !== NOWHERE);
    const lowest = Math.min(NONE, ...beyond.map((to) => this.lowest(to)));
    this.fields.push(rule, lowest, gapTo, namesTo, ...filter, 0, 0);
    return node;
  }

  private lowest(node: number): number {
    return Math.min(this.fields[node * WIDTH + RULE]!, this.fields[node * WIDTH + BEYOND]!);
  }
}
