import { unreadable } from "./report";

type Text = { ok: true; text: string } | { ok: false; reason: string };

const starts = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);

/** The encoding that the first bytes tell (XML 1.0 appendix F); null: it is one in which ASCII is ASCII. */
function encodingOf(bytes: Uint8Array): string | null {
  if (starts(bytes, 0xff, 0xfe, 0, 0) || starts(bytes, 0, 0, 0xfe, 0xff)) return "utf-32";
  if (starts(bytes, 0xff, 0xfe)) return "utf-16le";
  if (starts(bytes, 0xfe, 0xff)) return "utf-16be";
  if (bytes[1] === 0 && bytes[0] !== 0) return bytes[2] === 0 ? "utf-32" : "utf-16le";
  if (bytes[0] === 0) return bytes[1] === 0 ? "utf-32" : "utf-16be";
  return null;
}

const DECLARED = /^\s{0,100}<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;
/** "<!" in UTF-7 (RFC 2152), which no XML processor has to know. */
const UTF7 = /\+ADwAI/;

/**
 * The text of a report, decoded before anything looks for what is forbidden in it. What is no UTF-8 becomes U+FFFD: some
 * receivers quote bytes of broken mails.
 */
export function reportText(bytes: Uint8Array): Text {
  const told = encodingOf(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 400)).replace(/^ï»¿/, "");
  const declared = told ?? DECLARED.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  // A declaration that could be read as ASCII is none of UTF-16, whatever it says.
  const encoding = told === null && declared.startsWith("utf-16") ? "utf-8" : declared;
  let text: string;
  try {
    text = new TextDecoder(encoding).decode(bytes);
  } catch {
    return unreadable(`It is written in ${encoding}, which is not read. UTF-8 and UTF-16 are.`);
  }
  if (UTF7.test(text)) return unreadable("It hides marks in UTF-7, which is not read.");
  return { ok: true, text };
}
