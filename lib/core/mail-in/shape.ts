import { fromBytes } from "@/lib/core/bounce/mail/decode";
import { readHeader } from "@/lib/core/bounce/mail/header";
import { MAX_PARTS, partsOf } from "@/lib/core/bounce/mail/parts";

/** A mail may be so large, in bytes: a report of 7 MB in base64 fits. */
export const MAX_MAIL = 10_000_000;
/** Longest header and most fields that are read as such; real reports have some dozens. */
const MAX_FIELDS = 500;

/**
 * Why a mail is not read though it is small enough; null for one that is. Reading it would stop at the same limits, and so
 * might miss what it says: it is kept as it came instead.
 */
export function shapeProblem(raw: Uint8Array): string | null {
  const text = fromBytes(raw);
  if (text.trim() === "") return "It is empty.";
  const { header, body } = readHeader(text, text.length - text.trimStart().length, text.length);
  if (header.size === 0) return "It has no header, so that it is no mail.";
  if (header.size >= MAX_FIELDS) return `Its header has ${MAX_FIELDS} fields or more.`;
  const parts = partsOf(text, header, body);
  if (parts.length >= MAX_PARTS) return `It has ${MAX_PARTS} parts or more.`;
  const inner = parts.find((part) => part.header !== header && /^multipart\//.test(part.type));
  return inner ? "Its parts are nested too deep to be told apart." : null;
}
