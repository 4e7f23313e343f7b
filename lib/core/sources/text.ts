const NUL_OR_SURROGATE = /[\0\ud800-\udfff]/;

/** A field as text: numbers are written out, whatever else is no text is empty. Cut at `limit` UTF-16 units, then {@link storable}. */
export function fieldText(value: unknown, limit: number): string {
  if (typeof value === "string")
    return value === "" ? value : storable(value.length > limit ? value.slice(0, limit) : value);
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

/** PostgreSQL refuses U+0000 and lone surrogates in text; both become U+FFFD. */
export function storable(text: string): string {
  return NUL_OR_SURROGATE.test(text) ? text.replaceAll("\0", "\ufffd").toWellFormed() : text;
}

/** A value out of a payload, as it may stand in a sentence. */
export function quote(value: string): string {
  const text = storable(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return `"${text.replace(/\p{Cc}/gu, "\ufffd")}"`;
}

/** A text on one line, for people: control characters and marks of direction would change how what stands around them reads. */
export const printable = (raw: string): string => raw.replace(/[\p{Cc}\p{Cf}]/gu, "\u00b7");
