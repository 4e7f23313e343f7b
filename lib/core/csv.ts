/**
 * A spreadsheet runs what begins so as a formula (OWASP, CSV injection), in full width too. What begins so behind
 * apostrophes is guarded as well, so that one of them can be taken off again without a doubt.
 */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** One record of RFC 4180 with its CRLF; what a spreadsheet would run is led in by an apostrophe. */
export function csvRecord(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** The cell as it was before {@link csvRecord} made it safe: for files that come back. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

function cell(value: string | number): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
