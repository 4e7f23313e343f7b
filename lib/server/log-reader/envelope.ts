import { type Fields, fieldsOf } from "@/lib/core/sources/fields";
import type { BadRow, Row } from "./row";

/**
 * Members of a document that hold its records: of Event Hubs, of our own form, and of what the query APIs of Mailgun and
 * SparkPost answer.
 */
export const RECORD_LISTS: readonly string[] = ["records", "events", "items", "results"];

/** The records of one decoded JSON value: of a list, of `{"records":[...]}`, of a query's tables; else the value itself. */
export function records(value: unknown, line: number, raw: string): Row[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ line, reason: "An empty list", raw }];
    return value.map((element) => ({ line, value: element }));
  }
  const fields = fieldsOf(value);
  const list = RECORD_LISTS.map((name) => fields?.[name]).find(Array.isArray);
  if (list) return list.map((record) => ({ line, value: record }));
  if (Array.isArray(fields?.tables)) return [...tables(fields.tables, line), ...incomplete(fields, line)];
  return [{ line, value, raw }];
}

function tables(list: unknown[], line: number): Row[] {
  return list.flatMap((table) => {
    const fields = fieldsOf(table);
    const rows = Array.isArray(fields?.rows) ? fields.rows : [];
    return rows.map((row) => ({ line, value: tableRow(fields?.columns, row) }));
  });
}

/** A row of a query's table by the names of its columns; as it is, where it is no row. */
export function tableRow(columns: unknown, row: unknown): unknown {
  if (!Array.isArray(columns) || !Array.isArray(row)) return row;
  return Object.fromEntries(columns.map((column, index) => [String(fieldsOf(column)?.name), row[index]]));
}

/** The query API answers 200 also where it could not fetch all: then the result says so in `error`. */
export function incomplete(envelope: Fields, line: number): BadRow[] {
  const error = fieldsOf(envelope.error);
  if (!error) return [];
  const reason = `The query's result is incomplete (${String(error.code ?? "unknown error")}): run it again for a shorter time`;
  return [{ line, reason, raw: JSON.stringify(error) }];
}
