/** More than the header of any real mail has; what follows is not looked at. */
const MAX_HEADER = 200_000;
const MAX_FIELDS = 1_000;

/** One field of a header. */
export interface Field {
  /** In lower case. */
  name: string;
  /** With its folded lines joined. */
  value: string;
}

/** Every field of a pasted mail's header in order, repeated ones too (RFC 5322 section 2.2), up to the first empty line. */
export function fieldsIn(mail: string): Field[] {
  const text = mail.slice(0, MAX_HEADER).replace(/^\s+/, "");
  const fields: Field[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === "" || fields.length === MAX_FIELDS) break;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) last.value += ` ${line.trim()}`;
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (/^[\x21-\x39\x3b-\x7e]{1,76}$/.test(name) && !/^[ \t]/.test(line))
      fields.push({ name, value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** The tags of a DKIM-Signature (RFC 6376 section 3.2), the first of each name. */
export function tagsOf(value: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of value.split(";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (name !== "" && !tags.has(name)) tags.set(name, part.slice(equals + 1).trim());
  }
  return tags;
}
