"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { addAnnotation } from "@/lib/client/reputation-notes";
import { fromLocalInput, localInput } from "@/lib/core/local-time";
import { ANNOTATION_KINDS, type AnnotationKind } from "@/lib/core/reputation-notes";
import { useNote } from "./use-note";

const FORM = "annotation-form";

/** Marks something on the charts: when, what kind, and one line. */
export function AnnotationDialog({ tz, now, onClose }: { tz: string; now: number; onClose(): void }) {
  const [when, setWhen] = useState(localInput(now, tz));
  const [kind, setKind] = useState<AnnotationKind>("campaign");
  const [text, setText] = useState("");
  const { save, errorOf, problem } = useNote(addAnnotation, "It is on the chart.", onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = fromLocalInput(when, tz);
    if (at !== null) save.mutate({ at, kind, text });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question="What happened?"
      consequence="Everybody here sees it on the charts. It changes no figure."
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            Mark nothing
          </Button>
          <Button variant="primary" type="submit" form={FORM} busy={save.isPending && "Marking"}>
            Mark it
          </Button>
        </>
      }
    >
      <form id={FORM} className="mt-4 grid gap-3" onSubmit={submit}>
        <Field label={`When (${tz})`} error={errorOf("at")}>
          <Input
            type="datetime-local"
            required
            value={when}
            onChange={(event) => setWhen(event.target.value)}
          />
        </Field>
        <Field label="Kind">
          <Select value={kind} onChange={(event) => setKind(event.target.value as AnnotationKind)}>
            {Object.entries(ANNOTATION_KINDS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="In a line" error={errorOf("text")}>
          <Input required maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        {problem && !errorOf("text") && !errorOf("at") && (
          <Note state="alert" live>
            {problem.message}
          </Note>
        )}
      </form>
    </Dialog>
  );
}
