import { count, counted } from "@/lib/core/format";
import type { BASES } from "@/lib/core/list";
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

export const BASIS_WORDS: Record<(typeof BASES)[number], string> = {
  consent: "They agreed (consent)",
  "legitimate-interest": "Legitimate interest",
  contract: "A contract with them",
  "legal-obligation": "The law asks for it",
};

/** "Marketing · Every Thursday" on one line. */
export const kindAndRhythm = ({ kind, rhythm }: Pick<ListRow, "kind" | "rhythm">): string =>
  rhythm ? `${KIND_WORDS[kind]} · ${rhythm}` : KIND_WORDS[kind];

/** Who left in 28 days, of all who were on the list in them. */
export function leaving({ people, left }: Pick<ListRow, "people" | "left">) {
  const were = people + left;
  return { rate: rate(left, were), basis: `${count(left)} of ${count(were)}` };
}

/** "Under “The club”, only for those on it, also in de, fr"; empty where there is nothing to say. */
export function shownTo({
  section,
  public: isPublic,
  translations,
}: Pick<ListRow, "section" | "public" | "translations">): string {
  const languages = Object.keys(translations);
  return [
    section && `under “${section}”`,
    !isPublic && "only for those on it",
    languages.length > 0 && `also in ${languages.join(", ")}`,
  ]
    .filter(Boolean)
    .join(", ")
    .replace(/^./, (letter) => letter.toUpperCase());
}
