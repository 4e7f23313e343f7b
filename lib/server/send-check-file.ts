import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { SendCheck } from "@/lib/core/send-check/findings";
import { addressColumn, readTable } from "./table-file";

/** So many addresses at once. */
export const MOST_ROWS = 200_000;
/** What a packed list may unpack to. */
const MOST_BYTES = 64_000_000;
/** So many records tell which column has addresses, where the first does not. */
const SAMPLE = 100;

export type ListFile = Pick<SendCheck, "addresses" | "columns" | "column" | "header" | "encoding" | "ends">;

/**
 * Reads the list that somebody wants to send to: the address of each row, and where each record ends.
 * @param wanted the column, from 0; without it the one called e-mail, else the one with the most addresses
 * @throws Refusal "invalid-input" for what is no table or has no such column, "too-large" beyond {@link MOST_ROWS}
 */
export async function readList(bytes: Uint8Array, wanted?: number): Promise<ListFile> {
  const table = readTable(once(bytes), "The list");
  const sample: string[][] = [];
  const addresses: string[] = [];
  const ends: number[] = [];
  let column = wanted ?? -1;
  const choose = () => {
    if (column < 0) column = columnOf(sample);
    addresses.push(...sample.map((cells) => cells[column] ?? ""));
  };
  for await (const { cells, end } of table.records) {
    if (ends.push(end) > MOST_ROWS + 1 || end > MOST_BYTES) throw tooMany();
    if (ends.length > SAMPLE) addresses.push(cells[column] ?? "");
    else if (sample.push(cells) === SAMPLE) choose();
  }
  if (sample.length < SAMPLE) choose();
  const columns = sample[0];
  if (!columns) throw new Refusal("invalid-input", "There is no address in it.");
  if (!sample.some((cells) => column < cells.length))
    throw new Refusal("invalid-input", "The list has no such column.", "column");
  // A name of a column has no "@". A lone first row without one is an address that lost it.
  const header = addresses.length > 1 && !addresses[0]?.includes("@");
  if (header) addresses.shift();
  if (addresses.length > MOST_ROWS) throw tooMany();
  return { addresses, columns, column, header, encoding: table.encoding(), ends };
}

const tooMany = () =>
  new Refusal("too-large", "The list has more than 200,000 rows, or 64 MB. Split it and check its parts.");

/** By the name or the content of the first record; else where most of the sample have an address. */
function columnOf(sample: string[][]): number {
  try {
    return addressColumn(sample[0] ?? []).index;
  } catch (error) {
    const counts = new Map<number, number>();
    for (const [i, text] of sample.flatMap((cells) => [...cells.entries()]))
      if (parseAddress(text).ok) counts.set(i, (counts.get(i) ?? 0) + 1);
    const [best] = [...counts].sort(([, a], [, b]) => b - a);
    if (!best) throw error;
    return best[0];
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
