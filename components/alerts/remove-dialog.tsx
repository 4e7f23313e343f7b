"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { removeChannel, removeRule } from "@/lib/client/alerts";
import { useSave } from "./use-save";

const KINDS = {
  channel: {
    remove: removeChannel,
    consequence: "Nothing is told this way any more; what still waits for it is not sent.",
  },
  rule: {
    remove: removeRule,
    consequence: "Nothing watches this any more, and what it has open is resolved. Its past incidents stay.",
  },
};

interface RemoveProps {
  kind: keyof typeof KINDS;
  id: number;
  name: string;
  onClose(): void;
}

/** Asks before a rule or a channel is ended. */
export function RemoveDialog({ kind, id, name, onClose }: RemoveProps) {
  const { remove, consequence } = KINDS[kind];
  const { save, problem } = useSave({ change: remove, done: () => `${name} is removed.`, onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={`Remove ${name}?`}
      consequence={consequence}
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            Keep the {kind}
          </Button>
          <Button variant="danger" onClick={() => save.mutate(id)} busy={save.isPending && "Removing"}>
            Remove 1 {kind}
          </Button>
        </>
      }
    >
      {problem && (
        <Note state="alert" live className="mt-4">
          {problem.message}
        </Note>
      )}
    </Dialog>
  );
}
