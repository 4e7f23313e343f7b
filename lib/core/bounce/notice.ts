/** What a bounce written for people says of one recipient. */
export interface Notice {
  /** As written; empty where none could be told. */
  address: string;
  text: string;
}

const MAX_NOTICE = 64_000;
const MAX_RECIPIENTS = 100;

const BOUNCE_SUBJECT =
  /undeliver|non-?deliver|not delivered|returned (?:mail|message|to sender)|return(?:ed)? mail|deliver\w* (?:status|failure|failed|problem|error|report|notif|has failed|incomplete)|failure (?:notice|delivery)|fail(?:ed|ure)? (?:mail|to deliver)|mail (?:delivery|could not|system error)|message (?:you sent|delivery|not delivered)|couldn't be delivered|could not be delivered|permanent error|unzustellbar|nicht zustellbar|non remis|mailbox full|user unknown|bounce/i;
const BOUNCE_SENDER =
  /mailer-daemon|mail delivery (?:sub)?system|mail administrator|postmaster@|mdaemon@|mail-daemon/i;
const REPLY_SUBJECT =
  /out of (?:the )?office|auto(?:matic|mated)?[- ]?(?:reply|response)|vacation|abwesen|absence|away from/i;

/** Whether a mail with these header fields is an automatic answer, which is no bounce. */
export const isAutomaticReply = (header: Map<string, string>): boolean =>
  REPLY_SUBJECT.test(header.get("subject") ?? "") ||
  header.has("x-autoreply") ||
  header.has("x-autorespond") ||
  /^auto.?reply/i.test(header.get("precedence") ?? "") ||
  (/^auto-replied/i.test(header.get("auto-submitted") ?? "") && !isNotice(header));

/** Whether a mail with these header fields reports a failed delivery. */
export function isNotice(header: Map<string, string>): boolean {
  const subject = header.get("subject") ?? "";
  if (REPLY_SUBJECT.test(subject)) return false;
  const sender = BOUNCE_SENDER.test(`${header.get("from") ?? ""} ${header.get("return-path") ?? ""}`);
  const empty = /^\s*<\s*>\s*$/.test(header.get("return-path") ?? "");
  return (
    header.has("x-failed-recipients") ||
    sender ||
    (BOUNCE_SUBJECT.test(subject) && (empty || header.has("auto-submitted")))
  );
}

/** Where the returned mail begins: a line that says so, or the header of a mail. */
const RETURNED =
  /^(?:[-=_*]{2,} *(?:below this line|this is a copy|original|returned|undelivered|start of|unsent|the (?:header|body|transcript of the (?:message|mail))|enclosed|forwarded|header|message header|copy)|(?:return-path|received|dkim-signature|message-id|x-mailer):|content-type: *(?:message\/rfc822|text\/rfc822-headers))/i;
/** Lines of MIME, which say nothing to people: part headers and boundaries, and tags of HTML. */
const MIME_LINE =
  /^(?:content-[a-z-]+:|mime-version:|--[^\s>]|\s+(?:charset|boundary|name|format|type)=|this (?:is a|message is in).{0,40} mime)/i;
const TAG = /<\/?[a-z][^<>@]{0,500}>/gi;
const ADDRESS = /[^\s<>"'(),:;=@[\]]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}/gi;
const AT_HEAD = /^[\s<*"'(]{0,40}([^\s<>"'(),:;=@[\]]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10})/i;

const addressesIn = (text: string): string[] => text.match(ADDRESS) ?? [];

/** The lines that were written for the reader, without those of MIME and the returned mail. */
function linesOf(body: string): string[] {
  const lines = body.slice(0, MAX_NOTICE).split(/\r?\n/);
  const end = lines.findIndex((line, i) => i > 0 && RETURNED.test(line));
  return (end < 0 ? lines : lines.slice(0, end))
    .filter((line) => !MIME_LINE.test(line))
    .map((line) => line.replace(TAG, " "));
}

/**
 * Reads a bounce that only people were meant to read: whom it names at the head of a line, each with what follows, up to the
 * returned mail; else whom the header names, or the first address of the text. Text in another transfer encoding than
 * plain is not understood.
 */
export function noticesOf(body: string, header: Map<string, string>): Notice[] {
  const own = new Set(
    ["to", "from", "return-path", "delivered-to", "cc"].flatMap((field) =>
      addressesIn(header.get(field)?.toLowerCase() ?? ""),
    ),
  );
  const isTheirs = (address: string) => !own.has(address.toLowerCase()) && !BOUNCE_SENDER.test(address);
  const notices: Notice[] = [];
  let preamble = "";
  for (const line of linesOf(body)) {
    const address = AT_HEAD.exec(line)?.[1];
    const known = !address || !isTheirs(address) || notices.some((notice) => notice.address === address);
    const last = notices.at(-1);
    if (!known && notices.length < MAX_RECIPIENTS) notices.push({ address, text: `${line}\n` });
    else if (last) last.text += `${line}\n`;
    else preamble += `${line}\n`;
  }
  if (notices.length > 0)
    return notices.map(({ address, text }) => ({
      address,
      // A name alone on its line: what happened was said before.
      text: text.trim().includes("\n") ? text : preamble + text,
    }));
  const named = addressesIn(header.get("x-failed-recipients") ?? "").slice(0, MAX_RECIPIENTS);
  if (named.length === 0) named.push(addressesIn(preamble).find(isTheirs) ?? "");
  return named.map((address) => ({ address, text: preamble }));
}
