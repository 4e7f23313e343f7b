"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { actOnIncident } from "@/lib/client/alerts";
import { counted } from "@/lib/core/format";
import type { IncidentAct } from "@/lib/server/alerts/incidents";
import type { Incident } from "@/lib/server/reports/incident";
import { useSave } from "./use-save";

interface IncidentDialogProps {
  incident: Incident;
  onClose(): void;
}

/** Asks why an incident is over. */
export function ResolveDialog({ incident, onClose }: IncidentDialogProps) {
  return (
    <ActDialog
      {...{ incident, onClose }}
      question={`Resolve incident ${incident.id}?`}
      consequence={`Its rule then rests for ${counted(incident.rule.cooldown, "hour")}, and its channels are told.`}
      keep="Keep it open"
      verb={["Resolve it", "Resolving"]}
      done="Resolved."
      act={(form) => ({ act: "resolve", text: String(form.get("text")) })}
    >
      {(error) => (
        <Field label="What it was, and what was done" hint="It stands in the timeline." error={error("text")}>
          <Textarea name="text" maxLength={2_000} autoFocus />
        </Field>
      )}
    </ActDialog>
  );
}

/** Asks who has it from now on. */
export function OwnDialog({ incident, self, onClose }: IncidentDialogProps & { self: string }) {
  return (
    <ActDialog
      {...{ incident, onClose }}
      question={`Who has incident ${incident.id}?`}
      consequence="The name stands beside it; nobody is told by it."
      keep="Leave it"
      verb={["Name the owner", "Naming"]}
      done="The owner is named."
      act={(form) => ({ act: "own", owner: String(form.get("owner")) })}
    >
      {(error) => (
        <Field label="Owner" error={error("owner")}>
          <Input
            name="owner"
            defaultValue={incident.owner || self}
            maxLength={320}
            autoFocus
            spellCheck={false}
          />
        </Field>
      )}
    </ActDialog>
  );
}

interface ActDialogProps extends IncidentDialogProps {
  question: string;
  consequence: string;
  keep: string;
  /** The verb of its button, and in -ing while it works. */
  verb: [string, string];
  done: string;
  act(form: FormData): IncidentAct;
  children(errorOf: (field: string) => string | undefined): ReactNode;
}

function ActDialog({
  incident,
  onClose,
  question,
  consequence,
  keep,
  verb,
  done,
  act,
  children,
}: ActDialogProps) {
  const formId = useId();
  const { save, errorOf, problem } = useSave({ change: actOnIncident, done: () => done, onDone: onClose });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ id: incident.id, act: act(new FormData(event.currentTarget)) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={question}
      consequence={consequence}
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {keep}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={save.isPending && verb[1]}>
            {verb[0]}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {problem && !errorOf("text") && !errorOf("owner") && (
          <Note state="alert" live>
            {problem.message}
          </Note>
        )}
        {children(errorOf)}
      </form>
    </Dialog>
  );
}
