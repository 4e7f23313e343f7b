"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";
import { moveEntryEnd } from "@/lib/client/suppressions";
import { EndField, typedEnd } from "./end-field";

interface Props {
  /** Number of the entry. */
  entry: number;
  recipient: string;
  /** ms; null: no end. */
  until: number | null;
  tz: string;
  onClose(): void;
}

/** Moves the end of an entry, or takes it away. Mounted anew each time it opens. */
export function EndDialog({ entry, recipient, until, tz, onClose }: Props) {
  const formId = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const [unreadable, setUnreadable] = useState<string>();
  const move = useMutation({
    mutationFn: moveEntryEnd,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["report"] });
      onClose();
      toast({ text: `The end for ${recipient} is moved.` });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const end = typedEnd(new FormData(event.currentTarget), tz);
    setUnreadable(end.error);
    const was = until === null ? null : new Date(until).toISOString();
    if (!end.error) move.mutate({ id: entry, was, until: end.until });
  };
  const atField = move.error instanceof Problem && move.error.field === "until";
  return (
    <Dialog
      open
      onOpenChange={(open) => open || move.isPending || onClose()}
      question={`How long shall ${recipient} be kept from mail?`}
      consequence="To end it now, release it."
      buttons={
        <>
          <Button onClick={onClose} disabled={move.isPending}>
            Keep the end
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={move.isPending && "Moving"}>
            Move the end
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {move.error && !atField && (
          <Note state="alert" live>
            {move.error.message}
          </Note>
        )}
        <EndField tz={tz} until={until} error={unreadable ?? (atField ? move.error?.message : undefined)} />
      </form>
    </Dialog>
  );
}
