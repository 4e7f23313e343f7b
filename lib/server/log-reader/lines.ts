import { records } from "./envelope";
import { LineSplitter } from "./line-splitter";
import { LONGEST_RECORD, type Row } from "./row";

/** Reads JSON Lines. A line may also hold a list or an envelope of records; empty lines are none. */
export async function* jsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<Row[]> {
  const splitter = new LineSplitter(LONGEST_RECORD);
  for await (const bytes of source) {
    const rows = splitter.push(bytes).flatMap(rowsOf);
    if (rows.length) yield rows;
  }
  yield splitter.end().flatMap(rowsOf);
}

function rowsOf({ number, text, tooLong }: { number: number; text: string; tooLong: boolean }): Row[] {
  if (tooLong) return [{ line: number, reason: "The line is longer than 1 MB", raw: text }];
  if (text.trim() === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [{ line: number, reason: "Not JSON", raw: text }];
  }
  return records(value, number, text);
}
