import { csvRecord } from "./csv";
import { flatRow } from "./flat-row";

/** The columns of some rows, by their paths, in the order in which they first come. */
export const columnsOf = (rows: object[]): string[] => [
  ...new Set(rows.flatMap((row) => [...flatRow(row).keys()])),
];

/** One row as a record of CSV; what it has beside these columns is left out. */
export function csvRow(row: object, columns: readonly string[]): string {
  const cells = flatRow(row);
  return csvRecord(columns.map((column) => cells.get(column) ?? ""));
}

/** Rows as a whole file; see {@link flatRow} and {@link csvRecord} for what a cell becomes. */
export function csvTable(rows: object[]): string {
  const columns = columnsOf(rows);
  return csvRecord(columns) + rows.map((row) => csvRow(row, columns)).join("");
}
