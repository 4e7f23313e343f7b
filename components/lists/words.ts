import { count, counted } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { ListRow } from "@/lib/server/reports/lists";

const NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split(" ");

/** A count that opens a sentence: in words up to twelve. */
export const openingCount = (n: number, one: string): string =>
  n < NUMBERS.length ? `${NUMBERS[n]} ${n === 1 ? one : `${one}s`}` : counted(n, one);

export const KIND_WORDS: Record<ListRow["kind"], string> = {
  marketing: "Marketing",
  transactional: "Transactional",
};

/** "Marketing · Every Thursday" on one line. */
export const kindAndRhythm = ({ kind, rhythm }: Pick<ListRow, "kind" | "rhythm">): string =>
  rhythm ? `${KIND_WORDS[kind]} · ${rhythm}` : KIND_WORDS[kind];

/** Who left in 28 days, of all who were on the list in them. */
export function leaving({ people, left }: Pick<ListRow, "people" | "left">) {
  const were = people + left;
  return { rate: rate(left, were), basis: `${count(left)} of ${count(were)}` };
}
