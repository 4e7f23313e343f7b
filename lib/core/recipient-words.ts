import { ar } from "./recipient-words/ar";
import { de } from "./recipient-words/de";
import { en } from "./recipient-words/en";
import { es } from "./recipient-words/es";
import { fr } from "./recipient-words/fr";
import { LANGUAGES, type Language, type RecipientWords } from "./recipient-words/words";

export const RECIPIENT_WORDS: Record<Language, RecipientWords> = { en, de, fr, es, ar };

export const isLanguage = (text: unknown): text is Language => LANGUAGES.some((one) => one === text);

/** More than any browser sends. */
const MOST_RANGES = 20;

/**
 * The language to write in: the one that was chosen, else the first by weight of Accept-Language that we have (RFC 9110
 * section 12.5.4; RFC 4647 section 3.4, so that de-AT is answered in German).
 */
export function languageFor(chosen: string | null, accepted: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  const ranges = (accepted ?? "").split(",", MOST_RANGES).map((range) => {
    const [tag = "", ...parameters] = range.split(";");
    const weight = /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/i.exec(parameters[0] ?? "q=1")?.[1] ?? "0";
    return { language: tag.trim().toLowerCase().split("-", 1)[0], weight: Number(weight) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLanguage) ?? LANGUAGES[0];
}

/** Under which name the ledger keeps what somebody read. */
export const wordingOf = ({ language, version }: RecipientWords): string => `${language}-${version}`;

/** A day as people write it, in UTC: a pause ends at some time of that day wherever its reader is. */
export function dayIn({ language }: RecipientWords, time: Date): string {
  const locale = language === "en" ? "en-GB" : language;
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, form).format(time);
}
