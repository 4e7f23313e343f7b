import { decodeWords, fromBytes } from "./bounce/mail/decode";
import { readHeader } from "./bounce/mail/header";

/** More than the header of a request has; what follows is not looked at. */
const MAX_HEADER = 64_000;
const TOKEN = /(?<![\w.-])v1\.[\w-]{4}\.[\w-]{28,34}\.[\w-]{24}(?![\w.-])/;
/** Machines that answer by themselves (RFC 3834 section 5) ask for nothing, whatever subject they repeat. */
const ANSWERS = /^\s*auto-(?:replied|notified)/i;
/** A reply, or a mail that was passed on, in the languages of common mail programs. */
const REPLY = /^\s*(?:re|aw|sv|tr|wg|fwd?|rv|vs|antw|auto(?:matic reply)?)\s*:/i;

/** A clock that is wrong, or a mail that lay about: older is not believed. */
const OLDEST = 30 * 86_400_000;

/**
 * When the mailbox took a mail in, by the newest Received field, which the mailbox's own server wrote (RFC 5321 section
 * 4.4); null where that says nothing believable. @param now ms since 1970
 */
export function receivedAt(mail: Uint8Array, now: number): number | null {
  const text = fromBytes(mail.subarray(0, MAX_HEADER));
  const { header } = readHeader(text, 0, text.length);
  const at = Date.parse(
    (header.get("received") ?? "")
      .split(";")
      .at(-1)
      ?.replace(/\([^)]*\)/g, "") ?? "",
  );
  return at <= now && at > now - OLDEST ? at : null;
}

/**
 * The token of a mail that `List-Unsubscribe: <mailto:…?subject=…>` called for (RFC 2369 section 3.2): it stands in the
 * subject. Null for every other mail; that the token is genuine is for the server to say. Reads the header only.
 */
export function unsubscribeToken(mail: Uint8Array): string | null {
  const text = fromBytes(mail.subarray(0, MAX_HEADER));
  const { header } = readHeader(text, 0, text.length);
  const subject = decodeWords(header.get("subject") ?? "");
  if (ANSWERS.test(header.get("auto-submitted") ?? "") || REPLY.test(subject)) return null;
  return TOKEN.exec(subject)?.[0] ?? null;
}
