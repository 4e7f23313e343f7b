"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { confirmRelease, prepareRelease } from "@/lib/client/suppressions";
import { counted } from "@/lib/core/format";
import type { ReleaseAsk } from "@/lib/core/release";
import { isOptOut, type SuppressionReason } from "@/lib/core/suppression-reasons";
import type { PreparedRelease } from "@/lib/server/releases";
import { ReleaseChoice } from "./release-choice";
import { useUndoneToast } from "./use-undone-toast";

interface Props {
  asked: z.input<typeof ReleaseAsk>;
  /** What speaks against it. */
  evidence?: ReactNode;
  onClose(): void;
  onReleased?(): void;
}

/** Counts what is asked for, says what follows, asks why, and releases just that. Mounted anew each time it opens. */
export function ReleaseDialog({ asked, onClose, ...rest }: Props) {
  const prepared = useQuery({
    queryKey: ["release", asked] as const,
    queryFn: () => prepareRelease(asked),
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
    ...{ refetchOnWindowFocus: false, refetchOnReconnect: false },
  });
  if (prepared.data) return <Confirmation prepared={prepared.data} onClose={onClose} {...rest} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      question={prepared.error ? "There is nothing to release" : "Counting what would be released…"}
      buttons={<Button onClick={onClose}>Back to the list</Button>}
    >
      {prepared.error ? (
        <Note state="watch" live>
          {prepared.error.message}
        </Note>
      ) : (
        <Skeleton className="h-[180px]" />
      )}
    </Dialog>
  );
}

function Confirmation({
  prepared,
  evidence,
  onClose,
  onReleased,
}: Omit<Props, "asked"> & { prepared: PreparedRelease }) {
  const { id, counts, recipients, examples } = prepared;
  const formId = useId();
  const kinds = Object.keys(counts) as SuppressionReason[];
  const [chosen, setChosen] = useState(kinds.filter((reason) => !isOptOut(reason)));
  const [isSure, setSure] = useState(false);
  const [missing, setMissing] = useState<string>();
  const queries = useQueryClient();
  const say = useUndoneToast();
  const release = useMutation({
    mutationFn: confirmRelease,
    onSuccess: async (done) => {
      await queries.invalidateQueries({ queryKey: ["report"] });
      onReleased?.();
      onClose();
      say(done, recipients === 1 ? examples[0] : undefined);
    },
  });
  const sum = (some: SuppressionReason[]) => some.reduce((n, reason) => n + (counts[reason] ?? 0), 0);
  const optOuts = sum(chosen.filter(isOptOut));
  const one = recipients === 1;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    setMissing(reason.length < 3 ? "Write why. It goes to the audit log." : undefined);
    if (reason.length >= 3) release.mutate({ id, reason, reasons: chosen, optOuts });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || release.isPending || onClose()}
      question={`Release ${one ? (examples[0] ?? "") : counted(recipients, "address", "addresses")}?`}
      consequence={`From then on the next send${one ? "" : " to each"} is attempted; what bounces is suppressed again, from step 1.`}
      buttons={
        <>
          <Button onClick={onClose} disabled={release.isPending}>
            Keep {one ? "it" : "them"} suppressed
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            disabled={chosen.length === 0 || (optOuts > 0 && !isSure)}
            busy={release.isPending && "Releasing"}
          >
            Release {one && kinds.length === 1 ? "1 address" : counted(sum(chosen), "suppression")}
          </Button>
        </>
      }
    >
      {!one && (
        <p className="mt-2 text-sm wrap-anywhere text-ink-2">
          {examples.join(", ")}
          {recipients > examples.length && ` and ${counted(recipients - examples.length, "other")}`}
        </p>
      )}
      {evidence}
      <form id={formId} className="mt-4 grid gap-4" onSubmit={submit} noValidate>
        {(kinds.length > 1 || kinds.some(isOptOut)) && (
          <ReleaseChoice
            counts={counts}
            chosen={chosen}
            onChoose={(next) => {
              setChosen(next);
              setSure(false);
            }}
            isSure={isSure}
            onSure={setSure}
          />
        )}
        <Field
          label={`Why do you release ${one ? "it" : "them"}?`}
          hint="Written to the audit log with your name. Others can read it."
          error={missing ?? release.error?.message}
        >
          <Textarea name="reason" rows={2} maxLength={500} required autoFocus />
        </Field>
      </form>
    </Dialog>
  );
}
