/** A cell of a table that leaves the house. */
export type Cell = string | number;

/** Names of fields that hold an instant, in ms since 1970. */
const INSTANT = /(?:^|\.)(?:at|since|until)$|At$|Until$|Since$/;
/** Instants are later than 2001: smaller numbers are lengths or counts. */
const EARLIEST = 1_000_000_000_000;

/**
 * A row of a report as named cells: what lies within an object is named by its path, lists of plain values are joined by
 * spaces, lists of objects are left out. Instants become ISO 8601 in UTC, nothing becomes empty.
 */
export function flatRow(row: object, path = ""): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const [name, value] of Object.entries(row)) {
    const key = path + name;
    if (Array.isArray(value)) {
      if (value.every((one) => typeof one !== "object")) cells.set(key, value.join(" "));
    } else if (value !== null && typeof value === "object") {
      for (const [inner, cell] of flatRow(value, `${key}.`)) cells.set(inner, cell);
    } else cells.set(key, cellOf(key, value));
  }
  return cells;
}

function cellOf(key: string, value: unknown): Cell {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return value >= EARLIEST && Number.isInteger(value) && INSTANT.test(key)
    ? new Date(value).toISOString()
    : value;
}
