const NEGATIONS =
  "not cannot cant couldnt couldn didnt didn doesnt doesn dont hasnt hasn havent haven isnt isn arent aren wasnt wasn " +
  "werent weren wont wouldnt wouldn shouldnt shouldn";
const FILLERS =
  "a an the is are was were be been being am has have had having this that these those it its your you our us we my i " +
  "me his her their they do does did can could will would shall should may might must please sorry also just so ve s t re ll e";

/** The id of every word that the lexicon does not know; no phrase continues with it. */
export const UNKNOWN = 0;
/** The id of a word of a link or host name that no rule asks for. */
export const NAME = -2;
/** The id of words that differ between replies without changing what they say. */
export const FILLER = -1;

/** Lower case, without accents. */
const fold = (word: string): string => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Several entries for each slot that is likely to be used, so that searches stay short. */
const SLOTS = 16_384;

/**
 * The words that rules are made of, as small numbers. "cannot", "doesn't" and "was not" are all the word "not", so that
 * one phrase covers the ways of saying it. Words are looked up in the text itself, by hash and then letter by letter,
 * without making a string of each: this is where classification would otherwise spend its time.
 */
export class Lexicon {
  private readonly ids = new Map<string, number>();
  /** An open hash table: the word of each slot with its hash and id, which is `UNKNOWN` where the slot is free. */
  private readonly words: string[] = new Array(SLOTS).fill("");
  private readonly hashes = new Int32Array(SLOTS);
  private readonly slotIds = new Int32Array(SLOTS);
  /** The id of the same word in a link or host name, by its id in running text. */
  private readonly linked: number[] = [];
  private last = UNKNOWN;

  constructor() {
    for (const word of FILLERS.split(" ")) this.enter(word, FILLER);
    const not = this.learn("not");
    for (const word of NEGATIONS.split(" ")) this.enter(word, not);
  }

  /** The id of a word, which is entered when it is new; `link`: as part of a link or host name. */
  learn(word: string, link = false): number {
    const folded = fold(word);
    const id = this.ids.get(folded) ?? this.enter(folded, ++this.last);
    if (!link || id === FILLER) return id;
    this.linked[id] ??= ++this.last;
    return this.linked[id];
  }

  private enter(word: string, id: number): number {
    if (this.ids.has(word)) return id;
    if (this.ids.size > SLOTS / 2) throw new Error("more words than the lexicon has room for");
    this.ids.set(word, id);
    let hash = HASH_START;
    for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
    let slot = hash & (SLOTS - 1);
    while (this.slotIds[slot] !== UNKNOWN) slot = (slot + 1) & (SLOTS - 1);
    this.words[slot] = word;
    this.hashes[slot] = hash;
    this.slotIds[slot] = id;
    return id;
  }

  /** The id of the word of ASCII letters and digits at `[start, end)`, whose hash is `hash`. */
  find(text: string, start: number, end: number, hash: number): number {
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const id = this.slotIds[slot]!;
      if (id === UNKNOWN) return UNKNOWN;
      if (this.hashes[slot] === hash && isWord(this.words[slot]!, text, start, end)) return id;
    }
  }

  /** The id of a word given as a string: of those that are not plain ASCII. */
  findString(word: string, link = false): number {
    const id = this.ids.get(fold(word)) ?? UNKNOWN;
    return link ? this.linkId(id) : id;
  }

  /** The id that a word of running text has in a link or host name. */
  linkId(id: number): number {
    return id === FILLER ? FILLER : (this.linked[id] ?? NAME);
  }
}

export const HASH_START = 0x811c9dc5 | 0;

/** One step of FNV-1a; a bit makes ASCII letters lower case, and leaves digits and apostrophes as they are. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ (code | 32), 0x01000193);

function isWord(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++)
    if (word.charCodeAt(i) !== (text.charCodeAt(start + i) | 32)) return false;
  return true;
}
