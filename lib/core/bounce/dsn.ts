/** What a delivery status notification says of one recipient (RFC 3464 section 2.3). */
export interface RecipientStatus {
  /** The address that was mailed; where only that of a later hop is known, that one. As written, empty where none. */
  address: string;
  /** Lower case; empty where none. */
  action: string;
  /** Enhanced status code of the field, which may have been put there by the last hop. */
  status: string;
  /** What the receiver replied, without its type; empty where none. */
  diagnostic: string;
}

/** A report is read this far, in characters: the rest is the returned mail. */
const MAX_REPORT = 1_000_000;
const MAX_RECIPIENTS = 1_000;
/** Longer than any address with its type and comments. */
const MAX_ADDRESS_FIELD = 1_000;
const STATUS_PART = /^content-type:\s*message\/(?:global-)?delivery-status\b/im;
const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]*(.*)$/;

/** The fields of a block, names in lower case, folded lines joined, the first of each name. */
export function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  const unfolded = block.replace(/\r?\n[ \t]+/g, " ");
  for (const line of unfolded.split(/\r?\n/)) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name && value !== undefined && !fields.has(name.toLowerCase()))
      fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

/** `rfc822;ida@example.org` and `utf-8; ...` without the type, brackets and comments; `+2B` of xtext (RFC 3461) decoded. */
function addressOf(field: string | undefined): string {
  if (!field) return "";
  const value = field
    .slice(0, MAX_ADDRESS_FIELD)
    .replace(/^[\w-]{1,20}\s*;\s*/, "")
    .replace(/\([^()]*\)/g, "");
  const [bare] = /[^\s<>;"]{1,256}@[^\s<>;"]{1,256}/.exec(value) ?? [""];
  return bare.replace(/\+([0-9A-F]{2})(?=[^@]*@)/g, (whole, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return char === "+" || char === "=" ? char : whole;
  });
}

/** The part of the report that a machine wrote, up to the end of its MIME part; the whole where no part says so. */
function statusPart(mail: string): string {
  const start = STATUS_PART.exec(mail);
  if (!start) return mail;
  const end = mail.slice(start.index).search(/\r?\n--[^\s-]/);
  return end < 0 ? mail.slice(start.index) : mail.slice(start.index, start.index + end);
}

/** The recipients of a delivery status notification, in its order; none where the mail is no such report. */
export function recipientsOf(raw: string): RecipientStatus[] {
  const mail = raw.slice(0, MAX_REPORT);
  if (!/^(?:final|original)-recipient:/im.test(mail)) return [];
  const found: RecipientStatus[] = [];
  for (const block of statusPart(mail).split(/\r?\n[ \t]*\r?\n/)) {
    const fields = fieldsOf(block);
    const final = fields.get("final-recipient");
    if ((!final && !fields.has("original-recipient")) || found.length === MAX_RECIPIENTS) continue;
    found.push({
      address: addressOf(fields.get("original-recipient")) || addressOf(final),
      action: (/^[a-z-]+/.exec(fields.get("action")?.toLowerCase() ?? "") ?? [""])[0],
      status: (/[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "") ?? [""])[0],
      diagnostic: (fields.get("diagnostic-code") ?? "").replace(/^smtp\s*;\s*/i, ""),
    });
  }
  return found;
}
