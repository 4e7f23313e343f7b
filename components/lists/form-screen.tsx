"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import { Field, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { counted, percent } from "@/lib/core/format";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import type { Language } from "@/lib/core/recipient-words/words";
import { rate } from "@/lib/core/statistics";
import type { OptInFigures } from "@/lib/server/reports/opt-ins";
import { ConsentCard, type ConsentVersion } from "./consent-card";
import { apiSnippet, formSnippet } from "./form-snippet";
import { Snippet } from "./snippet";

interface Props {
  list: number;
  lists: { id: number; name: string; isPublic: boolean }[];
  /** Newest first. */
  consents: ConsentVersion[];
  figures: OptInFigures;
  organisation: string;
  origin: string;
  canMail: boolean;
  mayChange: boolean;
  /** ms */
  now: number;
}

/** How people subscribe to a list by themselves. */
export function FormScreen({
  list,
  lists,
  consents,
  figures,
  organisation,
  origin,
  canMail,
  mayChange,
  now,
}: Props) {
  const router = useRouter();
  const chosen = lists.find(({ id }) => id === list);
  const inForce = consents.filter(
    (one, index) => consents.findIndex(({ language }) => language === one.language) === index,
  );
  return (
    <div className="page">
      <p className="opening">
        People ask for a list by a form; they are on it once they say so by the mail that goes to them.{" "}
        {opened(figures)}
      </p>
      <Field label="List" className="mb-5 max-w-[360px]">
        <Select
          value={list}
          onChange={({ target }) => router.replace(`/lists/form?list=${target.value}`, { scroll: false })}
        >
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {!canMail && (
        <Note state="watch" className="mb-5">
          Nobody can be asked to confirm: this installation cannot send mail. Set SMTP_URL and MAIL_FROM.
        </Note>
      )}
      {chosen?.isPublic === false && (
        <Note className="mb-5">
          This list is shown only to those on it: strangers get no form, the API may ask.
        </Note>
      )}
      <div className="grid items-start gap-5 full:grid-cols-2">
        <ConsentCard
          list={list}
          name={chosen?.name ?? ""}
          organisation={organisation}
          consents={consents}
          mayChange={mayChange}
          now={now}
        />
        <Card id="embed" title="The form" subtitle="for your own site, without a script">
          {inForce.length === 0 ? (
            <p className="text-ink-2">Write first what people agree to: the form carries its words.</p>
          ) : (
            inForce.map((consent) => {
              const words = RECIPIENT_WORDS[consent.language as Language];
              const label = words.addressLabel;
              const form = { origin, list, consent, label, button: words.subscribeSend };
              return (
                <div key={consent.id}>
                  {chosen?.isPublic && <Snippet what={`HTML, ${words.name}`} text={formSnippet(form)} />}
                  <Snippet what={`By the API, ${words.name}`} text={apiSnippet(form)} />
                  {chosen?.isPublic && canMail && (
                    <a
                      className="text-sm underline decoration-line-2 underline-offset-3"
                      href={`/subscribe/${list}?lang=${consent.language}`}
                      target="_blank"
                      rel="noopener"
                    >
                      Open the form of Repute, {words.name}
                    </a>
                  )}
                </div>
              );
            })
          )}
        </Card>
      </div>
    </div>
  );
}

function opened({ asked, confirmed }: OptInFigures): string {
  if (asked === 0) return "Nobody asked in 28 days.";
  return `${counted(asked, "person", "people")} asked in 28 days, ${confirmed} confirmed (${percent(rate(confirmed, asked))}).`;
}
