"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { reportQuery } from "@/lib/client/queries";
import { applyRules } from "@/lib/client/rules";
import { counted } from "@/lib/core/format";
import type { Trial } from "@/lib/server/own-rules-trial";
import type { Draft } from "./use-draft";
import { leaseSentence, trialSentence } from "./words";

interface Props {
  draft: Draft;
  /** Of these very rules; null when they were not tried. */
  trial: Trial | null;
  onClose(): void;
}

/** Asks before rules are put in force and history is read again. */
export function ApplyDialog({ draft, trial, onClose }: Props) {
  const queries = useQueryClient();
  const apply = useMutation({
    mutationFn: () => applyRules({ base: draft.base, rules: draft.rules }),
    onSuccess: (data) => {
      queries.setQueryData(reportQuery("bounce-rules", null).queryKey, data);
      draft.discard();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || apply.isPending || onClose()}
      question={`Apply ${counted(draft.rules.length, "rule")}?`}
      consequence="New bounces are read by them at once, and all of the log is read again: charts, codes and leases follow. You can undo it."
      error={apply.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={apply.isPending}>
            Keep the rules as they are
          </Button>
          <Button variant="primary" busy={apply.isPending && "Applying"} onClick={() => apply.mutate()}>
            Apply {counted(draft.rules.length, "rule")}
          </Button>
        </>
      }
    >
      <p className="mt-3.5">
        {trial ? `${trialSentence(trial)} ${leaseSentence(trial)}` : "They were not tried on history."}
      </p>
    </Dialog>
  );
}
