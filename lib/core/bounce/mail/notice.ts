import { type Found, findAddresses } from "./addresses";

/** What a report in words says of one recipient. */
export interface Notice {
  /** As written; empty where none could be told. */
  recipient: string;
  text: string;
}

/** What the header says of a report, to tell recipients from other addresses. */
export interface Known {
  /** Addresses of the reporter and of the sender, in lower case: seldom those that failed. */
  own: ReadonlySet<string>;
  /** Addresses that the header names as failed. */
  failed: string[];
  /** Domain of the reporter, for recipients that are named without one. */
  domain: string;
}

const MAX_RECIPIENTS = 200;

/** Before an address at the head of its line: nothing but bullets and brackets, perhaps a reply code. */
const BEFORE_HEAD =
  /^[\s<>*"'(\u2022\u00b7-]{0,40}(?:[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3} )?[<\s]{0,4}|\[?SMTP:)?$/;
/** Before an address that a word announces as the one that failed. */
const BEFORE_LABELLED =
  /^[\s*>-]{0,20}(?:(?:unknown|invalid|bad|failed|undeliverable|rejected|original|final|intended|unreachable) ){0,2}(?:user|recipients?|address(?:es)?|mailbox|rcpt[ _]to|final-recipient|destinataires?|empf.nger|destinatari[oa]s?|収件者|收件人|宛先|получатель)(?: (?:address|unknown|name))?(?:\(s\)|\(es\))?\s{0,4}[:=：]\s{0,8}(?:rfc822\s?;)?[\s<"']{0,4}$/i;
/** A reply of success in a transcript, which says nothing of the failure. */
const WENT_WELL = /^\s*(?:out:|<<<|<--|s:)\s*[23]\d\d[ -]/i;
/** A line after which the next address is not the one that failed. */
const NAMES_SENDER =
  /(?:\b(?:sent|written|submitted|posted) by|\bfrom|\bsender|reply[- ]to|contact)\s{0,3}:?\s{0,3}$/i;
const WORDS = /[\p{L}]{4,}|\b[45]\d\d\b/u;

interface Section extends Notice {
  indent: number;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The addresses that a line names as failed: one at its head or after a label, or a list of nothing else. */
function namedBy(line: string): Found[] {
  if (!line.includes("@")) return [];
  const found = findAddresses(line.slice(0, 2_000));
  const [first] = found;
  if (!first) return [];
  const before = line.slice(0, first.start);
  if (!BEFORE_HEAD.test(before) && !BEFORE_LABELLED.test(before)) return [];
  const rest = found.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), line);
  return /^[\s<>,;"'()]*$/.test(rest.slice(before.length)) ? found : [first];
}

/** The report cut at the lines that name recipients. Transcripts go to whom their lines name. */
function sectionsOf(
  lines: string[],
  isTheirs: (address: string) => boolean,
): { sections: Section[]; preamble: string } {
  const byAddress = new Map<string, Section>();
  let current: Section[] = [];
  let preamble = "";
  let before = "";
  for (const line of lines) {
    const last = current[0];
    // Deeper than its section and right below it: a continuation, as of Postfix and Exim.
    const continues = last !== undefined && before.trim() !== "" && indentOf(line) > last.indent;
    const named =
      continues || NAMES_SENDER.test(before.trim() === "" ? preamble.trimEnd().slice(-80) : before)
        ? []
        : namedBy(line).filter(({ address }) => isTheirs(address));
    before = line;
    if (named.length > 0) {
      current = [];
      for (const { address } of named) {
        const key = address.toLowerCase();
        const known = byAddress.get(key);
        const section = known ?? { recipient: address, text: "", indent: indentOf(line) };
        if (!known && byAddress.size >= MAX_RECIPIENTS) continue;
        byAddress.set(key, section);
        current.push(section);
      }
    }
    for (const section of current) section.text += `${line}\n`;
    if (current.length === 0) preamble += `${line}\n`;
  }
  return { sections: [...byAddress.values()], preamble };
}

const saysSomething = ({ recipient, text }: Notice): boolean => WORDS.test(text.replaceAll(recipient, ""));

/** Sections whose reason stands elsewhere get it: names in a row share the words below them, else those above. */
function withReasons(sections: Section[], preamble: string): Notice[] {
  let below = "";
  return sections
    .reverse()
    .map((section) => {
      const { recipient, text } = section;
      if (saysSomething(section)) {
        below = text;
        return { recipient, text };
      }
      return { recipient, text: `${below || preamble}\n${text}` };
    })
    .reverse();
}

/** How surely an address within a sentence is the one that failed, by what stands before it. */
function likeliness(before: string): number {
  // Exim, of a pipe or a file that an address stands for.
  if (/\bgenerated (?:by|from) $/.test(before)) return 3;
  if (
    /(?:\b(?:from|by|contact|sender|von|mailto|support|postmaster at)|please (?:e-?mail|write(?: to)?)|reply-to)\W{0,8}$/i.test(
      before,
    )
  )
    return 0;
  if (/^\s*(?:to|cc|subject):\s*$/im.test(before.slice(before.lastIndexOf("\n") + 1))) return 1;
  if (
    /(?:deliver\w*|send\w*|sent|forward\w*|reach\w*|relay\w*|mail|message) [^.@]{0,40}\b(?:to|for)\W{0,8}$/i.test(
      before,
    )
  )
    return 3;
  if (
    /(?:smtp=|rcpt to|final delivery userid|undeliverable {1,3}to|recipients?|\buser|mailbox|\baccount)\W{0,12}$/i.test(
      before,
    )
  )
    return 3;
  return /(?:\b(?:to|for|an|per|para|address\w*|adres\w*|attempts)\W{0,8})$/iu.test(before) ? 2 : 1;
}

/** The address within the sentences of a report that most likely failed. */
function likeliest(text: string, isTheirs: (address: string) => boolean): string {
  let best = "";
  let most = 0;
  for (const { address, start } of findAddresses(text.slice(0, 20_000)).slice(0, 100)) {
    if (!isTheirs(address)) continue;
    const likely = likeliness(text.slice(Math.max(0, start - 80), start));
    if (likely > most) [best, most] = [address, likely];
  }
  return best;
}

/** Names without a domain, below a line that announces recipients: AOL's way. */
const BARE_NAMES =
  /following (?:recipient|address|user)[^\n]{0,200}\n(?:[^\n@:]{0,120}:\s*\n)?((?:[ \t]{1,20}[\w.-]{2,40}[ \t]*(?:\n|$)){1,50})/i;

/**
 * Reads a report that only people were meant to read: whom it names at the head of a line, each with what follows; else
 * whom the header names, or the likeliest address of its sentences.
 * @param words without the returned mail
 */
export function noticesOf(words: string, { own, failed, domain }: Known): Notice[] {
  const lines = words.split("\n").filter((line) => !WENT_WELL.test(line));
  const isOther = (address: string) => !own.has(address.toLowerCase());
  if (failed.length > 0) {
    const { sections, preamble } = sectionsOf(lines, () => true);
    const all = withReasons(sections, preamble);
    return failed.slice(0, MAX_RECIPIENTS).map((recipient) => {
      const told = all.find((section) => section.recipient.toLowerCase() === recipient.toLowerCase());
      const alone = failed.length === 1 && all.length === 1 ? all[0] : undefined;
      return { recipient, text: (told ?? alone)?.text ?? words };
    });
  }
  const { sections, preamble } = sectionsOf(lines, isOther);
  if (sections.length > 0) return withReasons(sections, preamble);
  const likely = likeliest(words, isOther);
  if (likely !== "") return [{ recipient: likely, text: lines.join("\n") }];
  const mine = sectionsOf(lines, () => true);
  if (mine.sections.length > 0) return withReasons(mine.sections, mine.preamble);
  const names = domain === "" ? [] : (BARE_NAMES.exec(words)?.[1]?.trim().split(/\s+/) ?? []);
  if (names.length > 0) return names.map((name) => ({ recipient: `${name}@${domain}`, text: words }));
  return [{ recipient: likeliest(words, () => true), text: lines.join("\n") }];
}
