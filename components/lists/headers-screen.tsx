"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Field, Textarea } from "@/components/ui/field";
import { StateGlyph } from "@/components/ui/state-label";
import { useEarlyText } from "@/components/ui/use-early-text";
import { checkHeaders, type Requirement } from "@/lib/core/header-check/check";
import { type BuilderProps, HeadersBuilder } from "./headers-builder";

/** What a mailing must carry so that mail programs offer their own unsubscribe button, and whether a mail does. */
export function HeadersScreen(props: BuilderProps) {
  return (
    <div className="page">
      <p className="opening">
        A mailing carries two header fields, so that mail programs can offer their own unsubscribe button.
      </p>
      <div className="grid grid-cols-1 items-start gap-5 full:grid-cols-2">
        <HeadersBuilder {...props} />
        <Checker />
      </div>
    </div>
  );
}

function Checker() {
  const [mail, setMail] = useState("");
  const field = useEarlyText<HTMLTextAreaElement>(setMail);
  const results = mail.trim() === "" ? null : checkHeaders(mail);
  const missing = results?.filter(({ met }) => !met).length ?? 0;
  return (
    <Card id="checker" title="Check them" subtitle="in a mail that arrived">
      <Field
        label="Mail with its header"
        hint="In most mail programs: “Show original” or “View source”. It is read in this browser and sent nowhere."
      >
        <Textarea
          ref={field}
          className="min-h-40 font-mono text-[12.5px]/[19px]"
          value={mail}
          spellCheck={false}
          autoCapitalize="off"
          dir="ltr"
          onChange={(event) => setMail(event.target.value)}
        />
      </Field>
      <div aria-live="polite" className="mt-3">
        {results && (
          <>
            <p className="font-medium">
              {missing === 0
                ? "It has all that one-click needs."
                : `It lacks ${missing} of ${results.length} things that one-click needs.`}
            </p>
            <ul className="mt-2 grid gap-2">
              {results.map((result) => (
                <Finding key={result.id} {...result} />
              ))}
            </ul>
            <p className="mt-3 text-xs text-ink-3">
              That the signature itself is valid is not checked here: its key stands in the DNS.
            </p>
          </>
        )}
      </div>
    </Card>
  );
}

function Finding({ met, found, source }: Requirement) {
  return (
    <li className="flex gap-2">
      <StateGlyph state={met ? "ok" : "alert"} />
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">{met ? "Met: " : "Not met: "}</span>
        {found} <span className="text-sm whitespace-nowrap text-ink-3">{source}</span>
      </span>
    </li>
  );
}
