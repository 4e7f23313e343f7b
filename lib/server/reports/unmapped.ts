import { isKnownCode } from "@/lib/core/bounce/known-codes";
import { CATEGORIES } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import { type CodeCount, codes } from "./codes";

/** Codes that are neither in the table of 56 nor in the registry: they were read by their subject and by the text. */
export interface Unmapped {
  /** Most frequent first. */
  rows: CodeCount[];
  /** Their bounces. */
  count: number;
  /** All bounces of the period. */
  total: number;
}

const isCategoryWord = (code: string): boolean => (CATEGORIES as readonly string[]).includes(code);

/** The codes of a period that we have no words for, from the rollup; bounces without any code are not among them. */
export async function unmapped(db: Database, filter: Filter): Promise<Unmapped> {
  const { rows, total } = await codes(db, filter, { by: "code" });
  const without = rows.filter(({ code }) => !isCategoryWord(code) && !isKnownCode(code));
  return { rows: without, count: without.reduce((sum, row) => sum + row.count, 0), total };
}
