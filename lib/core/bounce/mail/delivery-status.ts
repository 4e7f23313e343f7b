import { readCodes } from "../reply-codes";
import { firstAddress } from "./addresses";
import type { Action } from "./reading";

/** The fields of one recipient, names in lower case. */
type Group = ReadonlyMap<string, string>;

/** What a delivery status notification says of one recipient (RFC 3464 section 2.3). */
export interface RecipientStatus {
  /** The address that was mailed; where only that of a later hop is known, that one. As written, empty where none. */
  recipient: string;
  /** The address of the last hop. */
  finalRecipient: string;
  action: Action;
  /** The more specific of the status field and the code in the reply; empty where none. */
  enhanced: string;
  /** What the receiver replied, without its type; empty where none. */
  diagnostic: string;
  /** What the reporter put beside its status code; empty where nothing. */
  remark: string;
  remoteMta: string;
}

const MAX_RECIPIENTS = 1_000;
/** Longer than any address with its type and comments. */
const MAX_ADDRESS_FIELD = 1_000;
const MAX_DIAGNOSTIC = 4_000;
const ENHANCED = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/;

const unhex = (_: string, hex: string): string =>
  String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));

/**
 * `rfc822;ida@example.org` and `utf-8; ...` without the type, brackets and comments. Decodes what xtext (RFC 3461 section 4),
 * its UTF-8 form `\x{7528}` (RFC 6533 section 3) and Exchange's IMCEASMTP have encoded.
 */
function addressOfField(field: string | undefined): string {
  if (!field) return "";
  const value = field
    .slice(0, MAX_ADDRESS_FIELD)
    .replace(/^\s*[\w.-]{1,20}\s*;\s*/, "")
    .replace(/\([^()]*\)/g, "")
    .replace(/\\x\{([0-9A-Fa-f]{1,6})\}/g, unhex);
  const encapsulated = /IMCEASMTP-([^@\s]{1,300})@/i.exec(value)?.[1];
  if (encapsulated) return firstAddress(encapsulated.replace(/\+([0-9A-F]{2})/g, unhex).replace(/_/g, "."));
  const spelt = value.includes("@")
    ? value.replace(/\+(2B|3D)(?=[^@]*@)/g, unhex)
    : value.replace(/\+([0-9A-F]{2})/g, unhex);
  return /[^\s<>;,"]{1,256}@[^\s<>;,"@]{1,256}/.exec(spelt)?.[0] ?? "";
}

function actionOf(field: string, status: string): Action {
  const [word = ""] = /[a-z]+/.exec(field.toLowerCase()) ?? [];
  if (word.startsWith("delay")) return "delayed";
  if (word === "relayed" || word === "expanded") return word;
  if (word.startsWith("deliver") || (word !== "failed" && status.startsWith("2"))) return "delivered";
  return "failed";
}

/** How much a code says: 5.0.0 next to nothing, 5.2.0 something, 5.2.2 what it was. */
export function precision(code: string): number {
  const [, subject, detail] = code.split(".");
  return code === "" ? 0 : detail !== "0" ? 3 : subject !== "0" ? 2 : 1;
}

/** A diagnostic without its type; a number of the local system says nothing to anybody. */
function diagnosticOf(fields: Group): string {
  const text = (fields.get("diagnostic-code") ?? "").replace(/^\s*[\w.-]{1,20}\s*;\s*/, "");
  // Amazon's word for giving up, with the last reply behind it.
  const last = /\bexpired\b.{0,100}<([45]\d\d [^<>]{3,1000})>/.exec(text)?.[1];
  return /^[\d\s]{0,4}$/.test(text) ? "" : (last ?? text).slice(0, MAX_DIAGNOSTIC);
}

function statusOf(fields: Group): RecipientStatus {
  const finalRecipient = addressOfField(fields.get("final-recipient"));
  const original = addressOfField(fields.get("original-recipient"));
  const field = fields.get("status") ?? "";
  const [status = ""] = ENHANCED.exec(field) ?? [];
  const action = actionOf(fields.get("action") ?? "", status);
  const beside = /\(([^()]{4,300})\)/.exec(field)?.[1] ?? "";
  const remark = /undefined/i.test(beside) ? "" : beside;
  const diagnostic = diagnosticOf(fields) || remark;
  const inReply = readCodes(diagnostic).enhanced;
  const told = action === "failed" && inReply.startsWith("2") ? "" : inReply;
  return {
    recipient: original || finalRecipient || addressOfField(fields.get("x-actual-recipient")),
    finalRecipient,
    action,
    enhanced: precision(told) >= precision(status) ? told : status,
    diagnostic,
    remark,
    remoteMta:
      /[\w.-]{3,255}/.exec((fields.get("remote-mta") ?? "").replace(/^\s*\w{1,20}\s*;/, ""))?.[0] ?? "",
  };
}

const NAMES_RECIPIENT = /^[> \t]*(?:final|original)-recipient[ \t]*:/im;
const FIELD = /^[ \t]{0,8}([a-z][a-z0-9-]{0,60})[ \t]*:[ \t]*(.*)$/i;
/** Fields that one recipient has once: when one comes again, it is another's. */
const ONCE = new Set(["final-recipient", "original-recipient", "action", "status", "diagnostic-code"]);
const MAX_FIELD = 8_000;

/**
 * The fields of each recipient. Between recipients stands a blank line, or should: some leave it out, others put one between
 * the fields of one recipient.
 */
function groupsOf(report: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let name = "";
  const close = () => {
    if (group.has("final-recipient") || group.has("original-recipient")) groups.push(group);
    group = new Map();
    name = "";
  };
  for (const raw of report.split(/\r\n|\n|\r/)) {
    const line = raw.replace(/^[ \t]*> ?/, "");
    const [, written, value = ""] = FIELD.exec(line) ?? [];
    const folded = /^[ \t]/.test(line) ? group.get(name) : undefined;
    if (line.trim() === "") {
      const told = group.has("final-recipient") || group.has("original-recipient");
      if (told && (group.has("action") || group.has("status"))) close();
      name = "";
    } else if (folded !== undefined && !ONCE.has(written?.toLowerCase() ?? "")) {
      if (folded.length < MAX_FIELD) group.set(name, `${folded} ${line.trim()}`);
    } else if (written) {
      name = written.toLowerCase();
      if (ONCE.has(name) && group.has(name)) close();
      name = written.toLowerCase();
      if (!group.has(name)) group.set(name, value.trim());
      else name = "";
    } else name = "";
    if (groups.length >= MAX_RECIPIENTS) return groups;
  }
  close();
  return groups;
}

/** The recipients of a machine's report, in its order, each once; none where the text is no such report. */
export function statusesOf(report: string): RecipientStatus[] {
  if (!NAMES_RECIPIENT.test(report)) return [];
  const found = new Map<string, RecipientStatus>();
  for (const group of groupsOf(report)) {
    const status = statusOf(group);
    const key = `${status.recipient.toLowerCase()} ${status.action}`;
    const before = found.get(key);
    if (!before || precision(status.enhanced) > precision(before.enhanced)) found.set(key, status);
  }
  return [...found.values()];
}

/** Original-Envelope-Id of a report (RFC 3461 section 4.4), decoded; empty where there is none. */
export const envelopeIdOf = (report: string): string =>
  (/^original-envelope-id[ \t]*:[ \t]*(\S{1,100})/im.exec(report)?.[1] ?? "").replace(
    /\+([0-9A-F]{2})/g,
    unhex,
  );
