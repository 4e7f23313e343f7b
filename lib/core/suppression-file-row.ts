import { domainOf, parseAddress, parseHeld } from "./address";
import { type Field, type FileMapping, reasonOf } from "./suppression-file-columns";
import { fileTime } from "./suppression-file-time";
import type { EntryReason } from "./suppression-reasons";

/** What one row of a file asks for. */
export interface FileEntry {
  /** As written; "@domain" for a whole domain. */
  recipient: string;
  reason: EntryReason;
  /** ms since 1970; null: the file does not say. */
  since: number | null;
  /** ms since 1970; null: no end. */
  until: number | null;
  /** A list's name; empty: all mail. */
  list: string;
  /** Empty: mail of any sender. */
  senderDomain: string;
  note: string;
}

const LONGEST_NOTE = 2000;
const INVALID = (reason: string) => ({ ok: false, reason }) as const;

/**
 * Reads one row by the meaning of its columns.
 * @param cell the text of a column, empty where there is none
 * @returns why it cannot be read, in one sentence for people, where it cannot
 */
export function parseFileRow(
  cell: (title: string) => string,
  { columns, reason: otherwise }: FileMapping,
): { ok: true; entry: FileEntry } | { ok: false; reason: string } {
  const text = (field: Field): string => {
    const title = columns[field];
    return title === undefined ? "" : cell(title).trim();
  };
  const recipient = parseHeld(text("address"));
  if (!recipient.ok) return INVALID(recipient.reason);
  const word = text("reason");
  const reason = word ? reasonOf(word, text("origin")) : otherwise;
  if (!reason) return INVALID(`The reason “${short(word)}” is not known.`);
  const [since, until] = [timeOf(text("since")), timeOf(text("until"))];
  if (since === undefined)
    return INVALID(`“${short(text("since"))}” is no time that can only mean one thing.`);
  if (until === undefined)
    return INVALID(`“${short(text("until"))}” is no time that can only mean one thing.`);
  if (since !== null && until !== null && until <= since) return INVALID("It ends before it begins.");
  const sender = text("senderDomain").replace(/^@?/, "a@");
  if (sender !== "a@" && !parseAddress(sender).ok)
    return INVALID("The sender domain is not a possible name.");
  const senderDomain = domainOf(sender);
  const note = text("note").slice(0, LONGEST_NOTE).replaceAll("\0", "");
  return {
    ok: true,
    entry: { recipient: recipient.address, reason, since, until, list: text("list"), senderDomain, note },
  };
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Null where there is none, undefined where it cannot be read. */
const timeOf = (text: string): number | null | undefined => (text === "" ? null : fileTime(text));
