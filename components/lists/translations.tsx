import { Field, Input } from "@/components/ui/field";
import type { Translations } from "@/lib/core/list";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import { TRANSLATED } from "./list-input";

/** The texts of a list in the other languages of the recipients' pages; what stays empty is read in the words above. */
export function TranslationFields({ translations }: { translations: Translations }) {
  return (
    <details>
      <summary className="cursor-pointer text-sm font-medium">In other languages</summary>
      {TRANSLATED.map((language) => {
        const { name, direction } = RECIPIENT_WORDS[language];
        const text = translations[language];
        const field = { dir: direction, lang: language };
        return (
          <fieldset key={language} className="mt-3 grid gap-2 border-t border-line pt-3">
            <legend className="sr-only">{name}</legend>
            <Field label={`Name (${name})`}>
              <Input {...field} name={`${language}.name`} defaultValue={text?.name} maxLength={100} />
            </Field>
            <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
              <Field label={`What it brings (${name})`}>
                <Input
                  {...field}
                  name={`${language}.description`}
                  defaultValue={text?.description}
                  maxLength={300}
                />
              </Field>
              <Field label={`Rhythm (${name})`}>
                <Input {...field} name={`${language}.rhythm`} defaultValue={text?.rhythm} maxLength={100} />
              </Field>
            </div>
            <Field label={`Heading (${name})`}>
              <Input {...field} name={`${language}.section`} defaultValue={text?.section} maxLength={60} />
            </Field>
          </fieldset>
        );
      })}
    </details>
  );
}
