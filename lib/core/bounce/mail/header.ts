/** The header of a mail or of a part: the first field of each name, names in lower case. */
export interface Header {
  readonly size: number;
  has(name: string): boolean;
  /** The value with its folded lines joined. */
  get(name: string): string | undefined;
}

/** More than any real header has; what follows is not looked at. */
const MAX_FIELDS = 500;
const MAX_HEADER = 200_000;
const MAX_VALUE = 8_000;
const MAX_NAME = 76;

const CR = 13;
const SPACE = 32;
const TAB = 9;
const COLON = 58;

/** Where the line that begins at `start` ends, without its line end. */
function lineEnd(text: string, start: number, limit: number): number {
  const found = text.indexOf("\n", start);
  return found < 0 || found > limit ? limit : found;
}

/** The colon of a field name that begins at `start` (RFC 5322 section 2.2), -1 where none does. Blanks before it are forgiven. */
function colonOf(text: string, start: number, end: number): number {
  const last = Math.min(end, start + MAX_NAME);
  for (let at = start; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) return at > start ? at : -1;
    if (code < SPACE || code > 126) return -1;
    if (code === SPACE && text.charCodeAt(at + 1) !== COLON) return -1;
  }
  return -1;
}

const blank = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB && code !== CR) return false;
  }
  return true;
};

/** Where the fields stand; a value is cut out when it is asked for, since most never are. */
class Fields implements Header {
  readonly #text: string;
  readonly #places = new Map<string, { start: number; end: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  get size(): number {
    return this.#places.size;
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  get(name: string): string | undefined {
    const place = this.#places.get(name);
    if (!place) return undefined;
    const value = this.#text.slice(place.start, Math.min(place.end, place.start + MAX_VALUE));
    return (value.includes("\n") ? value.replace(/\r?\n[ \t]*/g, " ") : value).trim();
  }

  /** A field that was there already keeps its first place; the place of a new one is given back, to be made longer. */
  add(name: string, start: number, end: number): { start: number; end: number } | undefined {
    if (this.#places.has(name) || this.#places.size >= MAX_FIELDS) return undefined;
    const place = { start, end };
    this.#places.set(name, place);
    return place;
  }
}

export const NO_HEADER: Header = new Fields("");

/**
 * Reads a header that begins at `start`, up to a blank line. Lines that are no fields are passed over; but where the very
 * first line is none, there is no header and the body begins at once.
 * @returns the fields, and where the body begins
 */
export function readHeader(text: string, start: number, limit: number): { header: Header; body: number } {
  const header = new Fields(text);
  const stop = Math.min(limit, start + MAX_HEADER);
  let at = start;
  let last: { start: number; end: number } | undefined;
  while (at < stop) {
    const end = lineEnd(text, at, stop);
    if (blank(text, at, end)) return { header, body: Math.min(end + 1, limit) };
    const first = text.charCodeAt(at);
    const colon = first === SPACE || first === TAB ? -1 : colonOf(text, at, end);
    if (colon >= 0) {
      last = header.add(text.slice(at, colon).trimEnd().toLowerCase(), colon + 1, end);
    } else if (first === SPACE || first === TAB) {
      if (last) last.end = end;
    } else if (at === start && !text.startsWith("From ", at)) return { header, body: start };
    // A fold that lost its blanks: `boundary=...` on a line of its own.
    else if (last && /;\s*$/.test(text.slice(Math.max(last.start, last.end - 4), last.end))) last.end = end;
    else last = undefined;
    at = end + 1;
  }
  return { header, body: Math.min(at, limit) };
}

/** The fields of a block of text, such as one of a delivery status. */
export const fieldsOf = (block: string): Header => readHeader(block, 0, block.length).header;

/** Whether a text begins as mails do, with a header. */
export const isMail = (text: string): boolean =>
  /^\s{0,8}(?:From .{0,998}\r?\n)?(?:return-path|delivered-to|received|from|to|subject|date|message-id|mime-version|content-type|auto-submitted|x-[a-z-]{1,60}):/i.test(
    text,
  );

/** The value of a parameter of a field, such as `boundary` (RFC 2045 section 5.1); empty where there is none. */
export function parameter(value: string, name: string): string {
  const start = value.indexOf(";");
  if (start < 0) return "";
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{0,400})"?|([^;\\s"]{1,400}))`, "i").exec(
    value.slice(start, start + 2_000),
  );
  return found?.[1] ?? found?.[2] ?? "";
}

const EARLIEST = Date.UTC(2000, 0);
const END = Date.UTC(2100, 0);

/** When a mail says that it was written: its Date field in ms, UTC; null where there is none that can be. */
export function dateIn(header: Header): number | null {
  // A comment such as "(CET)" may follow (RFC 5322 section 3.3).
  const at = Date.parse((header.get("date") ?? "").replace(/\([^()]*\)\s*$/, ""));
  return at >= EARLIEST && at < END ? at : null;
}
