"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { setOwnLimit } from "@/lib/client/reputation-notes";
import type { NewLimit } from "@/lib/core/reputation-notes";
import { useNote } from "./use-note";

interface LimitDialogProps {
  metric: NewLimit["metric"];
  title: string;
  /** A proportion; null where none is set. */
  own: number | null;
  onClose(): void;
}

const FORM = "limit-form";

/** The organisation's own limit of a metric: a dotted line on its chart. */
export function LimitDialog({ metric, title, own, onClose }: LimitDialogProps) {
  const [percent, setPercent] = useState(own === null ? "" : String(Number((own * 100).toFixed(4))));
  const { save, errorOf, problem } = useNote(
    setOwnLimit,
    own === null ? "The line is drawn." : "The line is changed.",
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ metric, rate: Number(percent) / 100 });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={`Your own limit of the ${title.toLowerCase()}`}
      consequence="A dotted line beside the published ones, for everybody here. For a warning, make an alert rule."
      buttons={
        <>
          {own !== null && (
            <Button disabled={save.isPending} onClick={() => save.mutate({ metric, rate: null })}>
              Take it away
            </Button>
          )}
          <Button onClick={onClose} disabled={save.isPending}>
            Leave it
          </Button>
          <Button variant="primary" type="submit" form={FORM} busy={save.isPending && "Saving"}>
            Draw the line
          </Button>
        </>
      }
    >
      <form id={FORM} className="mt-4" onSubmit={submit}>
        <Field label="Percent" error={errorOf("rate") ?? problem?.message}>
          <Input
            type="number"
            required
            min="0.001"
            max="50"
            step="any"
            inputMode="decimal"
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
