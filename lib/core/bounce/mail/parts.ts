import { decodeCharset, decodeTransfer } from "./decode";
import { type Header, parameter, readHeader } from "./header";

/** A part of a mail that holds no further parts. */
export interface Part {
  /** Lower case, such as `text/plain`; empty where the part does not say. */
  type: string;
  header: Header;
  /** Its body within the mail. */
  start: number;
  end: number;
}

/** Real reports have three to six parts, two levels deep. */
export const MAX_PARTS = 60;
const MAX_DEPTH = 10;
/** Lines that begin with two hyphens are looked at this many times. */
const MAX_DELIMITERS = 5_000;
const MAX_BOUNDARY = 200;

const typeOf = (header: Header): string =>
  (/^\s*([\w.+-]{1,60}\/[\w.+-]{1,80})/.exec(header.get("content-type") ?? "")?.[1] ?? "").toLowerCase();

const boundaryOf = (header: Header): string => {
  const value = header.get("content-type") ?? "";
  return /^\s*multipart\//i.test(value) ? parameter(value, "boundary").trim().slice(0, MAX_BOUNDARY) : "";
};

/** Which boundary of the stack the line at `at` closes or goes on with (RFC 2046 section 5.1.1); -1 where none. */
function delimiterAt(text: string, at: number, boundaries: string[]): { depth: number; closes: boolean } {
  for (let depth = boundaries.length - 1; depth >= 0; depth--) {
    const boundary = boundaries[depth]!;
    if (!text.startsWith(boundary, at)) continue;
    const rest = text.slice(at + boundary.length, at + boundary.length + 40);
    const [, dashes] = /^(--)?[ \t]*(?:\r?\n|$|\r)/.exec(rest) ?? [];
    if (dashes) return { depth, closes: true };
    if (/^[ \t]*(?:\r?\n|$)/.test(rest)) return { depth, closes: false };
  }
  return { depth: -1, closes: false };
}

/**
 * The parts of a mail that hold no others, in order: one walk over its lines, whatever they say. A mail that came within
 * it (message/rfc822) is one part. Parts beyond the sixtieth, and parts of parts beyond the tenth level, are not told apart.
 */
export function partsOf(text: string, header: Header, body: number): Part[] {
  const parts: Part[] = [];
  const whole: Part = { type: typeOf(header), header, start: body, end: text.length };
  const outer = boundaryOf(header);
  if (outer === "") return [whole];
  const boundaries = [outer];
  let open: Part | undefined;
  let seen = 0;
  const close = (end: number) => {
    if (!open) return;
    open.end = Math.max(open.start, end);
    parts.push(open);
    open = undefined;
  };
  let at = text.startsWith("--", body) ? body : text.indexOf("\n--", body - 1) + 1;
  while (at > 0 && parts.length < MAX_PARTS && seen++ < MAX_DELIMITERS) {
    const { depth, closes } = delimiterAt(text, at + 2, boundaries);
    if (depth >= 0) {
      close(at > 0 && text.charCodeAt(at - 2) === 13 ? at - 2 : at - 1);
      boundaries.length = closes ? depth : depth + 1;
      const line = text.indexOf("\n", at);
      if (!closes && line >= 0) {
        const { header: own, body: start } = readHeader(text, line + 1, text.length);
        const inner = boundaries.length < MAX_DEPTH ? boundaryOf(own) : "";
        if (inner !== "" && !boundaries.includes(inner)) boundaries.push(inner);
        else open = { type: typeOf(own), header: own, start, end: text.length };
        // A part without a body: the next delimiter stands right here.
        at = text.startsWith("--", start) ? start : text.indexOf("\n--", start - 1) + 1;
        continue;
      }
      if (boundaries.length === 0) break;
    }
    at = text.indexOf("\n--", at) + 1;
  }
  close(text.length);
  return parts.length > 0 ? parts : [whole];
}

/** What a part says, at most `most` characters of it, decoded. */
export function contentOf(text: string, part: Part, most: number): string {
  const encoded = text.slice(part.start, Math.min(part.end, part.start + most));
  const bytes = decodeTransfer(encoded, part.header.get("content-transfer-encoding") ?? "");
  return decodeCharset(bytes, parameter(part.header.get("content-type") ?? "", "charset"));
}
