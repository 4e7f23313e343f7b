import { FILLER, HASH_START, hashStep, type Lexicon } from "./lexicon";

/** A text as words of a lexicon, each with its place (half-open, in UTF-16 units). Parallel arrays, for speed. */
export interface Words {
  ids: number[];
  starts: number[];
  ends: number[];
}

const SPACE = 1;
const LOWER = 2;
const UPPER = 3;
const DIGIT = 4;
const APOSTROPHE = 5;
const OTHER_LETTER = 6;
const IDEOGRAPH = 7;

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

/** What a chunk between spaces and brackets is, beside words. */
const NAME = 1;
const ADDRESS = 2;

/** The end of the chunk that begins at `start`, times four, plus what it is: one number, since this runs for every chunk. */
function chunkAt(text: string, start: number): number {
  let chunk = 0;
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (kinds[code] === SPACE) break;
    if (code === AT && end > start) chunk = ADDRESS;
    if (chunk !== 0 || end === start) continue;
    if (
      code === DOT &&
      kinds[text.charCodeAt(end + 1)] === LOWER &&
      kinds[text.charCodeAt(end - 1)]! >= LOWER
    )
      chunk = NAME;
    else if (code === COLON && text.charCodeAt(end + 1) === SLASH) chunk = NAME;
  }
  return end * 4 + chunk;
}

/**
 * Splits a reply into words. Numbers and mail addresses are left out, so that codes repeated on every line do not part the
 * words and local parts ("spam@...") do not lie; CamelCase is split ("NoSuchUser"); words of links and host names are
 * told apart, since they count only where a rule asks for them; ideographs are words of their own. Linear in the text.
 */
export function readWords(text: string, lexicon: Lexicon): Words {
  const words: Words = { ids: [], starts: [], ends: [] };
  let at = 0;
  while (at < text.length) {
    if (kinds[text.charCodeAt(at)] === SPACE) {
      at++;
      continue;
    }
    const found = chunkAt(text, at);
    const [end, chunk] = [found >> 2, found & 3];
    if (chunk !== ADDRESS) readChunk(text, at, end, chunk === NAME, lexicon, words);
    at = end;
  }
  return words;
}

function readChunk(
  text: string,
  from: number,
  end: number,
  link: boolean,
  lexicon: Lexicon,
  words: Words,
): void {
  let at = from;
  while (at < end) {
    const start = at;
    let code = text.charCodeAt(at);
    let kind = kinds[code]!;
    at++;
    if (kind < LOWER || kind === APOSTROPHE) continue;
    let hash = hashStep(HASH_START, code);
    let plain = kind <= DIGIT;
    let letters = kind !== DIGIT;
    while (at < end && kind !== IDEOGRAPH) {
      const before = kind;
      code = text.charCodeAt(at);
      kind = kinds[code]!;
      if (kind < LOWER || kind === IDEOGRAPH || (before === LOWER && kind === UPPER)) break;
      hash = hashStep(hash, code);
      if (kind > DIGIT) plain = false;
      if (kind !== DIGIT && kind !== APOSTROPHE) letters = true;
      at++;
    }
    if (!letters) continue;
    const id = plain
      ? lexicon.find(text, start, at, hash, link)
      : lexicon.findString(text.slice(start, at).replace(/['’‘`]/g, ""), link);
    if (id === FILLER) continue;
    words.ids.push(id);
    words.starts.push(start);
    words.ends.push(at);
  }
}
