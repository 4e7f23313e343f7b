import { type Header, NO_HEADER, readHeader } from "./header";
import { contentOf, type Part } from "./parts";

const RETURNED_TYPE =
  /^(?:message\/(?:rfc822|global|partial|rfc822-headers|global-headers|news)|text\/(?:rfc822|global)-?(?:headers?)?)$/;
const MAX_RETURNED = 64_000;
const MAX_LINES = 1_000;

/** A line after which the mail that came back begins: one that says so, or a field that only mails have. */
const MARK = new RegExp(
  [
    "^[-=_*#>+. ]{2,80}(?:below (?:this|the next) line|this is a copy|original|returned|undelivered|unsent|start of|unsent|the (?:header|body|transcript of the (?:message|mail))|enclosed|forwarded|header|message header|copy|mensaje original|mensagem original|message d'origine|message original|urspr.ngliche)",
    "^>?(?:return-path|received|dkim-signature|message-id|x-mailer|arc-seal|x-ctch-refid|x-cloudmark-[a-z]+|x-originating-ip|x-spam-[a-z]+):",
    "^content-type: *(?:message\\/rfc822|text\\/rfc822-headers)",
    "^[\\s>]{0,8}(?:the |your |a |here is |following is )?(?:(?:first|last) \\d+ lines of |headers? of |copy of |summary of |text of )?(?:the |your )?(?:original|undelivered|unsent|returned|rejected) (?:e-?mail |mail )?(?:message|mail|e-?mail|headers?)\\b.{0,60}(?:follow|below|attached|:\\s*$)",
    "^message headers? (?:follow|:)|^original (?:message headers|mail headers|headers):|^begin (?:original|returned) message",
  ].join("|"),
  "i",
);

/** Whether a part holds the mail that came back, or its header: by its type, or because it begins as mails do. */
export const isReturned = ({ type, header }: Part): boolean =>
  RETURNED_TYPE.test(type) || (header.has("received") && header.has("message-id"));

/** The line at which a report written in one piece goes over to the returned mail; the number of lines where it does not. */
export function returnedLine(lines: string[]): number {
  for (let i = 1; i < lines.length; i++) if (MARK.test(lines[i]!)) return i;
  return lines.length;
}

const FIELD_LINE =
  /^>? ?(?:return-path|received|from|to|subject|date|message-id|dkim-signature|mime-version|reply-to|sender|delivered-to|list-[a-z]+|x-[\w-]+):/i;

/** The returned mail in the lines that follow a report; empty where they hold none. */
export function mailInLines(lines: string[], from: number): string {
  for (let i = from; i < Math.min(lines.length, from + 40); i++) {
    if (!FIELD_LINE.test(lines[i]!)) continue;
    const text = lines.slice(i, i + MAX_LINES).join("\n");
    return lines[i]!.startsWith(">") ? text.replace(/^> ?/gm, "") : text;
  }
  return "";
}

/** The header of the mail that a part holds. */
export function headerInPart(text: string, part: Part): Header {
  if (!RETURNED_TYPE.test(part.type)) return part.header;
  if (part.header.has("content-transfer-encoding")) return headerOf(contentOf(text, part, MAX_RETURNED));
  let start = part.start;
  while (start < part.end && /\s/.test(text[start]!)) start++;
  return readHeader(text, start, Math.min(part.end, start + MAX_RETURNED)).header;
}

/** The header of a mail, wherever in the text it begins. */
export const headerOf = (mail: string): Header =>
  mail === "" ? NO_HEADER : readHeader(mail.trimStart(), 0, Math.min(mail.length, MAX_RETURNED)).header;
