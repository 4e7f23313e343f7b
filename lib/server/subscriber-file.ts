import { parseAddress } from "@/lib/core/address";
import { addressColumn, readTable } from "./table-file";

/** One line of a file of addresses. */
export type SubscriberLine =
  | { line: number; address: string }
  | { line: number; reason: string; raw: string };

/**
 * Reads addresses from a table: see `addressColumn` for the column that is taken, with or without a header; streaming.
 * @throws Refusal "invalid-input" when no column can be told to be the one, or the table cannot be read.
 */
export async function* readSubscribers(input: AsyncIterable<Uint8Array>): AsyncIterable<SubscriberLine> {
  let column: number | undefined;
  for await (const { line, cells, raw } of readTable(input).records) {
    if (column === undefined) {
      const { index, isHeader } = addressColumn(cells);
      column = index;
      if (isHeader) continue;
    }
    const parsed = parseAddress(cells[column] ?? "");
    if (parsed.ok) yield { line, address: parsed.address };
    else yield { line, reason: parsed.reason, raw };
  }
}
