import { Refusal } from "@/lib/core/error";
import { type Guess, guessMapping } from "@/lib/core/suppression-file-columns";
import { openSuppressionFile, type SuppressionFile } from "./suppression-import-file";

/** What a file looks like by its beginning. */
export interface FileHead extends Guess {
  form: SuppressionFile["form"];
  columns: string[];
  /** The first rows, by column; long cells are cut. */
  sample: string[][];
}

const ROWS = 20;
const SHOWN = 5;
const LONGEST_CELL = 200;

/**
 * Tells the columns of a file and what they probably mean. The input may break off anywhere after its first row.
 * @throws Refusal "invalid-input" when nothing of it can be read
 */
export async function suppressionFileHead(input: AsyncIterable<Uint8Array>, name: string): Promise<FileHead> {
  const { form, columns, rows } = await openSuppressionFile(input, name);
  const sample: string[][] = [];
  try {
    for await (const row of rows) {
      if ("cell" in row) sample.push(columns.map((column) => row.cell(column).slice(0, LONGEST_CELL)));
      if (sample.length >= ROWS) break;
    }
  } catch (error) {
    if (!(error instanceof Refusal) || sample.length === 0) throw error;
  }
  if (sample.length === 0) throw new Refusal("invalid-input", "There is no row in this file.");
  return { form, columns, sample: sample.slice(0, SHOWN), ...guessMapping(columns, sample) };
}
