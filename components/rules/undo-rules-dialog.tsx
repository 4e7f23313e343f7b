"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { reportQuery } from "@/lib/client/queries";
import { undoRules } from "@/lib/client/rules";
import type { RuleChange } from "@/lib/server/reports/bounce-rules";

/** Asks before the latest change of the rules is taken back. */
export function UndoRulesDialog({ change, onClose }: { change: RuleChange; onClose(): void }) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoRules(change.version),
    onSuccess: (data) => {
      queries.setQueryData(reportQuery("bounce-rules", null).queryKey, data);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || undo.isPending || onClose()}
      question={`Undo change ${change.version} of the rules?`}
      consequence="The rules become what they were before it, and all of the log is read again by them: charts, codes and leases go back."
      error={undo.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={undo.isPending}>
            Keep the change
          </Button>
          <Button variant="danger" busy={undo.isPending && "Undoing"} onClick={() => undo.mutate()}>
            Undo 1 change
          </Button>
        </>
      }
    />
  );
}
