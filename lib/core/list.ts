import { z } from "zod";
import { LANGUAGES, type Language } from "./recipient-words/words";

const Text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);

const Translation = z.strictObject({
  name: Text(100).default(""),
  description: Text(300).default(""),
  rhythm: Text(100).default(""),
  section: Text(60).default(""),
});

/** Why the organisation may write to a list at all (Article 6 GDPR). */
export const BASES = ["consent", "legitimate-interest", "contract", "legal-obligation"] as const;

/** What an admin may write about a list; recipients read it. */
export const ListFields = z.strictObject({
  name: Text(100).min(1, "Write a name."),
  description: Text(300).default(""),
  rhythm: Text(100).default(""),
  /** Transactional: mail that a person cannot leave (receipts, security). */
  kind: z.enum(["marketing", "transactional"]).default("marketing"),
  /** The heading under which recipients see it. */
  section: Text(60).default(""),
  /** Shown to everyone; else only to those who are or were on it. */
  public: z.boolean().default(true),
  basis: z.enum(BASES).default("consent"),
  /** What is empty is read in the words above. */
  translations: z.partialRecord(z.enum(LANGUAGES), Translation).default({}),
});

/** Any of the fields; what is not named stays as it is. */
export const ListChange = z
  .strictObject({
    name: ListFields.shape.name,
    description: ListFields.shape.description.unwrap(),
    rhythm: ListFields.shape.rhythm.unwrap(),
    kind: ListFields.shape.kind.unwrap(),
    section: ListFields.shape.section.unwrap(),
    basis: ListFields.shape.basis.unwrap(),
    public: ListFields.shape.public.unwrap(),
    translations: ListFields.shape.translations.unwrap(),
    archived: z.boolean(),
  })
  .partial();

export type Translations = Partial<Record<Language, z.output<typeof Translation>>>;

export interface ListTexts {
  name: string;
  description: string;
  rhythm: string;
  section: string;
}

/** A list in somebody's language, as far as it was translated. @param list its `translations` as the database gives them */
export function textsIn(list: ListTexts & { translations: unknown }, language: Language): ListTexts {
  const own = (list.translations as Translations)[language];
  return {
    name: own?.name || list.name,
    description: own?.description || list.description,
    rhythm: own?.rhythm || list.rhythm,
    section: own?.section || list.section,
  };
}
