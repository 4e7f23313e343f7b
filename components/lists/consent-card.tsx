"use client";

import { type FormEvent, useState } from "react";
import { useSetting } from "@/components/settings/use-setting";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Select, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { addConsent } from "@/lib/client/mutations";
import { day } from "@/lib/core/format";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import { LANGUAGES, type Language } from "@/lib/core/recipient-words/words";

export interface ConsentVersion {
  id: number;
  language: string;
  version: number;
  text: string;
  createdBy: string;
  /** ms since 1970. */
  createdAt: number;
}

interface Props {
  list: number;
  name: string;
  organisation: string;
  consents: ConsentVersion[];
  mayChange: boolean;
  /** ms */
  now: number;
}

/** What people agree to, in each language; each change is a version of its own, and the ledger names the one that was read. */
export function ConsentCard({ list, name, organisation, consents, mayChange, now }: Props) {
  return (
    <Card id="consent" title="What people agree to" subtitle="versions, newest first">
      {mayChange && <NewText list={list} name={name} organisation={organisation} consents={consents} />}
      {consents.length === 0 ? (
        <p className="mt-3 text-ink-2">No text is written yet; until then there is no form.</p>
      ) : (
        <ol className="mt-4 grid gap-3">
          {consents.map((one) => (
            <li key={one.id} className="border-t border-line pt-3">
              <p className="text-xs text-ink-3">
                {RECIPIENT_WORDS[one.language as Language].name}, version {one.version} · {one.createdBy} ·{" "}
                {day(one.createdAt, "UTC", now)}
              </p>
              <p lang={one.language} dir="auto" className="wrap-anywhere">
                {one.text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function NewText({ list, name, organisation, consents }: Omit<Props, "mayChange" | "now">) {
  const [language, setLanguage] = useState<Language>("en");
  const { save, errorOf, fault } = useSetting(
    (input: { language: Language; text: string }) => addConsent(list, input),
    "The text is in force.",
  );
  const inForce = consents.find((one) => one.language === language)?.text;
  const suggested = `I want to get ${name} from ${organisation} by e-mail. I can leave at any time by the link in each mail.`;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ language, text: String(new FormData(event.currentTarget).get("text") ?? "") });
  };
  return (
    <form className="grid gap-3" onSubmit={submit} noValidate>
      <Field label="Language">
        <Select value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
          {LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {RECIPIENT_WORDS[one].name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Text" hint="What others agreed to before stays as it was." error={errorOf("text")}>
        <Textarea
          key={language}
          name="text"
          lang={language}
          dir="auto"
          rows={4}
          maxLength={1_000}
          defaultValue={inForce ?? (language === "en" ? suggested : "")}
        />
      </Field>
      {fault && (
        <Note state="alert" live>
          {fault}
        </Note>
      )}
      <div>
        <Button type="submit" busy={save.isPending && "Saving"}>
          {inForce ? "Put a new version in force" : "Put this text in force"}
        </Button>
      </div>
    </form>
  );
}
