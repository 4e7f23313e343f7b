import type { BounceClass, Category } from "@/lib/core/events";
import { CATEGORY_WORDS } from "./category-words";
import { HARD_ROWS } from "./codes-hard";
import { SOFT_ROWS } from "./codes-soft";
import { subjectWords } from "./registry";

/** One row of the seed's code table; the words are the project's own. */
export interface CodeRow {
  /** Basic (`550`) or enhanced (`5.1.1`). */
  code: string;
  class: BounceClass;
  /** Why, as far as the code alone tells. */
  category: Category;
  title: string;
  explanation: string;
  advice: string;
}

/** The 56 rows: the hard ones first, in the order of the table. `5.2.1` stands for two situations. */
export const CODE_ROWS: readonly CodeRow[] = [...HARD_ROWS, ...SOFT_ROWS];

const byCode = new Map<string, CodeRow[]>();
for (const row of CODE_ROWS) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);

/** The row of a code; where one code has two rows, that of the category, else the first. */
export function rowOf(code: string, category?: Category): CodeRow | undefined {
  const rows = byCode.get(code);
  return rows?.find((row) => row.category === category) ?? rows?.[0];
}

/** Codes that receivers use for anything; what the text says tells more than their row. */
const VAGUE = new Set(["550", "551", "552", "553", "554", "5.7.1", "5.4.1"]);

/** What to tell people about a bounce. */
export interface CodeExplanation {
  /** The code that it was found under, or the category where no code tells more. */
  code: string;
  title: string;
  explanation: string;
  advice: string;
}

/**
 * The words for a bounce: the row of its enhanced code, of its basic one where there is no other; where that code is vague
 * or has no row, the words of its category; then the registry's subject of the enhanced code. Always answers.
 */
export function explainCode(of: { reply: number; enhanced: string; category: Category }): CodeExplanation {
  const code = of.enhanced || (of.reply ? String(of.reply) : of.category);
  const row = rowOf(code, of.category);
  const known = of.category !== "unknown";
  if (row && (!known || row.category === of.category || !VAGUE.has(code))) {
    const { title, explanation, advice } = row;
    return { code, title, explanation, advice };
  }
  if (known) return { code, ...CATEGORY_WORDS[of.category] };
  return { code, ...(subjectWords(of.enhanced) ?? CATEGORY_WORDS.unknown) };
}
