/** The codes of a reply and where in the text they stand (half-open spans, in UTF-16 units). */
export interface ReplyCodes {
  /** Basic reply code (RFC 5321 section 4.2), 0 where none. */
  reply: number;
  replySpan?: [number, number] | undefined;
  /** Enhanced status code (RFC 3463 section 2), empty where none. */
  enhanced: string;
  enhancedSpan?: [number, number] | undefined;
}

/** class.subject.detail: 2, 4 or 5, then numbers of one to three digits without leading zeros; no part of an IP address or a date. */
const ENHANCED = /(?<![\d.])[245]\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})(?![\d]|\.\d)/g;
/** Both codes side by side, as in `550 5.1.1`, `550-5.1.1`, `550 #5.1.1`, `550 (5.1.1)`. */
const PAIR =
  /(?<![\w.:/])([245]\d\d)(?:[ \t\-:]{1,2}|\s{1,12})[#(<['"]?([245]\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2}))(?![\d]|\.\d)/;
/** A basic code at the head of the text; where a server passes on another's reply (`550 554 ...`), the inner one. */
const HEAD =
  /^[\s"'<([#]*(?:smtp\s*;\s*)?(?:[245]\d\d[ -]{1,2}(?=[245][0-5]\d[ -]))?([245]\d\d)(?=[\s\-:;,)\]>"'#]|\.(?!\d)|$)/i;
/** A basic code of failure at the head of a line, in brackets, or after "said:", "error", "host [192.0.2.1]:", ... */
const WITHIN =
  /(?:\n\s*|[[(<#]|[\]>]:\s|\b(?:me|(?:ehlo|helo) [\w.-]{1,255}):\s|<<<\s|(?:smtp|said|says|reply|replied|response|responded|returned|deferred|error|code|status)\s?[:;=]?\s{0,2}["'<([#]?)([45][0-7]\d)(?=[\s\-:;,)\]>"'#]|\.(?!\d)|$)/i;
/** A program's version number looks like an enhanced code: `Exim 4.94.2`. */
const VERSION_BEFORE = /(?:exim|postfix|sendmail|version|release|[a-z]\/|\bv)[ /-]?$/i;

function enhancedAlone(text: string): RegExpMatchArray | undefined {
  for (const match of text.matchAll(ENHANCED))
    if (!VERSION_BEFORE.test(text.slice(Math.max(0, match.index - 12), match.index))) return match;
  return undefined;
}

/** Reads the codes of a reply: from many lines, repeated, bracketed, with `#`, behind `smtp;`, at the end. Linear in the text. */
export function readCodes(text: string): ReplyCodes {
  const pair = PAIR.exec(text);
  if (pair) {
    const [, reply = "", enhanced = ""] = pair;
    const end = pair.index + pair[0].length;
    return {
      reply: Number(reply),
      replySpan: [pair.index, pair.index + 3],
      enhanced,
      enhancedSpan: [end - enhanced.length, end],
    };
  }
  const codes: ReplyCodes = { reply: 0, enhanced: "" };
  const basic = HEAD.exec(text) ?? WITHIN.exec(text);
  if (basic) {
    const end = basic.index + basic[0].length;
    codes.reply = Number(basic[1]);
    codes.replySpan = [end - 3, end];
  }
  const enhanced = enhancedAlone(text);
  if (enhanced?.index !== undefined) {
    codes.enhanced = enhanced[0];
    codes.enhancedSpan = [enhanced.index, enhanced.index + enhanced[0].length];
  }
  return codes;
}
