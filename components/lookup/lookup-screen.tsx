"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { type DragEvent, type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field, Textarea } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { useEarlyText } from "@/components/ui/use-early-text";
import { lookUpBounce } from "@/lib/client/mutations";
import { Problem } from "@/lib/client/request";
import { MAX_LOOKUP } from "@/lib/core/bounce/mail/reading";
import { bytes } from "@/lib/core/format";
import { LookupAnswer } from "./lookup-answer";

const EXAMPLE =
  "550-5.1.1 The account that you tried to reach does not exist. Check the spelling of the\n550 5.1.1 address, or see https://postmaster.example/unknown-account?id=4f2a";

/** Paste or drop; the server reads it and forgets it. */
export function LookupScreen() {
  const [text, setText] = useState("");
  const field = useEarlyText<HTMLTextAreaElement>(setText);
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const reading = useMutation({ mutationFn: lookUpBounce });

  const read = (pasted: Blob) => {
    reading.reset();
    if (pasted.size > MAX_LOOKUP)
      setFault(`That is ${bytes(pasted.size)}; the most is ${bytes(MAX_LOOKUP)}.`);
    else {
      setFault(null);
      reading.mutate(pasted);
    }
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (file) read(file);
    else if (text.trim() === "") setFault("Paste a reply or a mail first, or choose a file.");
    else read(new Blob([text]));
  };
  const take = (chosen: File | null | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    read(chosen);
  };
  const write = (next: string) => {
    setText(next);
    setFile(null);
    setFault(null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  const busy = reading.isPending;
  return (
    <div className="page">
      <p className="opening">
        Paste what a receiver answered, or the whole mail that came back, and see how it is read. Where you
        know better, write <Link href="/bounces/rules">a rule of your own</Link>.
      </p>
      <div className="grid items-start gap-6 full:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <form
          className={over ? "card card-body border-ink! bg-hover" : "card card-body"}
          onSubmit={submit}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Field
            label="Reply or mail"
            hint="It is read on the server and forgotten: nothing of it is stored or logged. Ctrl Enter reads it."
            error={fault}
          >
            <Textarea
              ref={field}
              className="min-h-40 font-mono text-[12.5px]/[19px] wide:min-h-72"
              value={text}
              placeholder={file ? `${file.name}, ${bytes(file.size)}` : "550 5.1.1 …"}
              spellCheck={false}
              autoCapitalize="off"
              autoCorrect="off"
              dir="ltr"
              onChange={(event) => write(event.target.value)}
              onKeyDown={onKeyDown}
            />
          </Field>
          {file && (
            <p className="mt-2 flex items-center gap-2 text-sm text-ink-2">
              <span className="min-w-0 truncate font-mono">{file.name}</span>
              <span className="flex-none">{bytes(file.size)}</span>
              <Button variant="bare" icon="close" iconOnly onClick={() => setFile(null)}>
                Take {file.name} away
              </Button>
            </p>
          )}
          <div className="mt-3.5 flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={busy && "Reading"}>
              Read it
            </Button>
            <Button icon="mail" onClick={() => chooser.current?.click()}>
              Choose a file
            </Button>
            <Button variant="bare" onClick={() => write(EXAMPLE)}>
              Fill in an example
            </Button>
          </div>
          <input
            ref={chooser}
            className="hidden"
            type="file"
            aria-label="Mail as a file"
            accept=".eml,.txt,message/rfc822,text/plain"
            onChange={(event) => {
              take(event.target.files?.item(0));
              event.target.value = "";
            }}
          />
          <p className="mt-3 text-xs text-ink-3">
            A mail as .eml may be dropped here, up to {bytes(MAX_LOOKUP)}.
          </p>
        </form>
        <div aria-live="polite" aria-busy={busy}>
          {busy && <Skeleton className="h-64 w-full" />}
          {reading.isError && (
            <ErrorState
              what="The reading"
              reason={reading.error instanceof Problem ? reading.error.message : undefined}
              requestId={reading.error instanceof Problem ? reading.error.requestId : undefined}
              onRetry={submit}
            />
          )}
          {reading.data && <LookupAnswer key={reading.submittedAt} answer={reading.data} />}
          {reading.isIdle && (
            <div className="empty">
              <h2>The reading comes here.</h2>
              <p className="text-sm text-ink-2">
                Class and category, the rule and the words that decided, what to do about it, and what it
                would do to the address. A mail also shows whom it names and which mail it belongs to.
              </p>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
