import type { ListInput } from "@/lib/client/mutations";
import { BASES } from "@/lib/core/list";
import { LANGUAGES } from "@/lib/core/recipient-words/words";

/** English is what the list itself is written in. */
export const TRANSLATED = LANGUAGES.filter((language) => language !== "en");

/** What the form of a list says; a language in which nothing was written is left out. */
export function listInput(form: FormData): ListInput {
  const text = (name: string) => String(form.get(name) ?? "");
  const translations: ListInput["translations"] = {};
  for (const language of TRANSLATED) {
    const own = (field: string) => text(`${language}.${field}`).trim();
    const words = {
      ...{ name: own("name"), description: own("description"), rhythm: own("rhythm") },
      section: own("section"),
    };
    if (Object.values(words).some(Boolean)) translations[language] = words;
  }
  return {
    name: text("name"),
    description: text("description"),
    rhythm: text("rhythm"),
    kind: text("kind") === "transactional" ? "transactional" : "marketing",
    section: text("section"),
    public: text("visibility") !== "private",
    basis: BASES.find((basis) => basis === text("basis")) ?? "consent",
    translations,
  };
}
