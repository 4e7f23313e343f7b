import type { FoundKey, KeyReader } from "./keys";
import { FILLER, HASH_START, hashStep, type Lexicon } from "./lexicon";

/** A text as words of a lexicon, each with its place (half-open, in UTF-16 units). Parallel arrays, for speed. */
export interface Words {
  count: number;
  ids: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  /** The first of the receivers' own reason keys, and where it begins. */
  key: FoundKey | undefined;
  keyStart: number;
}

/** Kinds of characters, one bit each, so that a word can tell all that it is made of. */
const SPACE = 1;
const LOWER = 2;
const UPPER = 4;
const DIGIT = 8;
const APOSTROPHE = 16;
const OTHER_LETTER = 32;
const IDEOGRAPH = 64;
const NOT_ASCII = OTHER_LETTER | IDEOGRAPH;
const LETTERS = LOWER | UPPER | NOT_ASCII;

/** The kind of each UTF-16 unit, 0 for what only parts words. */
const kinds = new Uint8Array(0x10000);
for (let code = 0; code < 0x10000; code++) {
  const char = String.fromCharCode(code);
  if (/[\s<>()[\]{}",;|*]/.test(char)) kinds[code] = SPACE;
  else if (/[a-z]/.test(char)) kinds[code] = LOWER;
  else if (/[A-Z]/.test(char)) kinds[code] = UPPER;
  else if (/[0-9]/.test(char)) kinds[code] = DIGIT;
  else if (/['’‘`]/.test(char)) kinds[code] = APOSTROPHE;
  else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(char)) kinds[code] = IDEOGRAPH;
  else if (/[\p{L}\p{M}]/u.test(char)) kinds[code] = OTHER_LETTER;
}

const AT = 64;
const DOT = 46;
const COLON = 58;
const SLASH = 47;

/** What a chunk between spaces and brackets is: words, a link or host name, a mail address. */
const WORDS = 0;
const NAMES = 1;
const ADDRESS = 2;

/** Room for the words of a text, used again for the next one. */
const scratch: Words = {
  count: 0,
  ids: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  key: undefined,
  keyStart: 0,
};

function roomFor(length: number): Words {
  if (scratch.ids.length < length) {
    const size = Math.max(4_096, 2 ** Math.ceil(Math.log2(length)));
    scratch.ids = new Int32Array(size);
    scratch.starts = new Int32Array(size);
    scratch.ends = new Int32Array(size);
  }
  scratch.count = 0;
  scratch.key = undefined;
  return scratch;
}

/**
 * Splits a reply into words, in one pass. Numbers and mail addresses are left out, so that codes repeated on every line do
 * not part the words and local parts ("spam@...") do not lie; CamelCase is split ("NoSuchUser"); words of links and host
 * names are told apart, since they count only where a rule asks for them; ideographs are words of their own. With `keyAt`
 * it also finds the first reason key. The result holds until the next call.
 */
export function readWords(text: string, lexicon: Lexicon, keyAt?: KeyReader): Words {
  const words = roomFor(text.length);
  let at = 0;
  while (at < text.length) {
    if (kinds[text.charCodeAt(at)] !== SPACE) at = readChunk(text, at, lexicon, keyAt, words);
    at++;
  }
  return words;
}

/** Reads the chunk that begins at `from`. @returns where it ends */
function readChunk(
  text: string,
  from: number,
  lexicon: Lexicon,
  keyAt: KeyReader | undefined,
  words: Words,
): number {
  const first = words.count;
  let what = WORDS;
  let key: FoundKey | undefined;
  let keyStart = 0;
  let before = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = kinds[code]!;
    if (kind === SPACE || (code === COLON && what === ADDRESS)) break;
    if (kind < LOWER || kind === APOSTROPHE) {
      if (at > from && what !== ADDRESS) what = markOf(text, at, code, before, what);
      before = kind;
      at++;
      continue;
    }
    if (!key && !words.key && (before < LOWER || before === APOSTROPHE) && kind < DIGIT && keyAt) {
      key = keyAt(text, at);
      keyStart = at;
    }
    at = readWord(text, at, code, kind, lexicon, words);
    before = kinds[text.charCodeAt(at - 1)]!;
  }
  if (what === ADDRESS) words.count = first;
  else if (what === NAMES)
    for (let i = first; i < words.count; i++) words.ids[i] = lexicon.linkId(words.ids[i]!);
  if (key && (what === WORDS || (what === NAMES && key.inLinks))) {
    words.key = key;
    words.keyStart = keyStart;
  }
  return at;
}

/** What a chunk is after the mark at `at`: "@" makes an address, a dot between letters or "://" a name. */
function markOf(text: string, at: number, code: number, before: number, what: number): number {
  if (code === AT) return ADDRESS;
  if (code === DOT && before >= LOWER && kinds[text.charCodeAt(at + 1)] === LOWER) return NAMES;
  return code === COLON && text.charCodeAt(at + 1) === SLASH ? NAMES : what;
}

/** Reads the word that begins at `start`, and keeps it where it says anything. @returns where it ends */
function readWord(
  text: string,
  start: number,
  code: number,
  firstKind: number,
  lexicon: Lexicon,
  words: Words,
): number {
  let kind = firstKind;
  let seen = kind;
  let hash = hashStep(HASH_START, code);
  let at = start + 1;
  while (at < text.length && kind !== IDEOGRAPH) {
    const before = kind;
    const next = text.charCodeAt(at);
    kind = kinds[next]!;
    if (kind < LOWER || kind === IDEOGRAPH || (before === LOWER && kind === UPPER)) break;
    hash = hashStep(hash, next);
    seen |= kind;
    at++;
  }
  if ((seen & LETTERS) === 0) return at;
  const id =
    (seen & (NOT_ASCII | APOSTROPHE)) === 0
      ? lexicon.find(text, start, at, hash)
      : lexicon.findString(text.slice(start, at).replace(/['’‘`]/g, ""));
  if (id === FILLER) return at;
  const { count } = words;
  words.ids[count] = id;
  words.starts[count] = start;
  words.ends[count] = at;
  words.count = count + 1;
  return at;
}
