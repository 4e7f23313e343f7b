import type { Category } from "@/lib/core/events";
import type { KeyTable } from "./rules/keys";

/** A receiver's own key for one reason, as it is named in a reading: `gmail:NoSuchUser`. */
export interface ReasonKey {
  id: string;
  category: Category;
}

/** What an ASCII character may be at one place of a key; letters in either case. */
interface Node {
  next: (Node | undefined)[];
  digit: Node | undefined;
  /** Where it goes on after any number of digits. */
  digits: Node | undefined;
  key: ReasonKey | undefined;
  inLinks: boolean;
}

/** So many digits stand for any number of them. */
const MOST_DIGITS = 6;

const node = (): Node => ({
  next: new Array(128).fill(undefined),
  digit: undefined,
  digits: undefined,
  key: undefined,
  inLinks: false,
});
const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => lower(code) >= 97 && lower(code) <= 122;

function grow(root: Node, pattern: string): Node {
  let at = root;
  for (const char of pattern) {
    const before = at;
    const code = lower(char.charCodeAt(0));
    if (char === "%") at = at.digit ??= node();
    else if (char === "~") at = at.digits ??= node();
    else at = at.next[code] ??= node();
    if (before.digit && before.next.some((to, digit) => to && isDigit(digit)))
      throw new Error(`${pattern}: a digit cannot be both any and one`);
  }
  return at;
}

/** The tables as a trie over characters. Throws where two keys are the same. */
function trieOf(tables: readonly KeyTable[]): Node {
  const root = node();
  for (const { receiver, before = [""], inLinks = false, keys } of tables)
    for (const [category, list] of Object.entries(keys))
      for (const key of list.split(" "))
        for (const lead of before) {
          const end = grow(root, lead + key);
          if (end.key) throw new Error(`${receiver}: ${lead}${key} is also ${end.key.id}`);
          end.key = { id: `${receiver}:${key}`, category: category as Category };
          end.inLinks = inLinks;
        }
  return root;
}

/** A key that was found, and the end of it (exclusive, in UTF-16 units). */
export interface FoundKey {
  key: ReasonKey;
  end: number;
  inLinks: boolean;
}

/** Reads the key at one place of a text, which must be the start of a word. */
export type KeyReader = (text: string, start: number) => FoundKey | undefined;

/** The key must end where a word ends. */
function keyFrom(from: Node, text: string, start: number): FoundKey | undefined {
  let at = from;
  for (let i = start; ; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 32;
    if (at.key && !isDigit(code) && !isLetter(code)) return { key: at.key, end: i, inLinks: at.inLinks };
    if (at.digits) {
      const found = keyFrom(at.digits, text, afterDigits(text, i));
      if (found) return found;
    }
    if (code > 127) return undefined;
    const to = at.next[lower(code)] ?? (isDigit(code) ? at.digit : undefined);
    if (!to) return undefined;
    at = to;
  }
}

function afterDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && at < from + MOST_DIGITS && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a key can begin with two characters: by the first times 128 plus the second, both ASCII. */
function startsOf(root: Node): Uint8Array {
  const starts = new Uint8Array(128 * 128);
  root.next.forEach((first, code) => {
    for (let second = 0; first && second < 128; second++) {
      const { digit, digits } = first;
      const number = isDigit(second) && (digit ?? digits);
      if (first.next[lower(second)] || digits?.next[lower(second)] || number) starts[code * 128 + second] = 1;
    }
  });
  return starts;
}

/** Compiles key tables. A reader takes at most as many steps as the longest key has characters. */
export function compileKeys(tables: readonly KeyTable[]): KeyReader {
  const root = trieOf(tables);
  const starts = startsOf(root);
  return (text, start) => {
    const second = start + 1 < text.length ? text.charCodeAt(start + 1) : 0;
    return second < 128 && starts[lower(text.charCodeAt(start)) * 128 + second] === 1
      ? keyFrom(root, text, start)
      : undefined;
  };
}
