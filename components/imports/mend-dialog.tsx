"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { discardLine, replayLine } from "@/lib/client/quarantine";
import { doorTitle } from "@/lib/core/sources/doors";
import { isSourceName } from "@/lib/core/sources/names";
import type { QuarantinedRow } from "@/lib/server/reports/quarantined";

/** Whose lines are read again here; what came as another file can only be brought anew. */
const isReplayed = (source: string): boolean => isSourceName(source) || source === "authentication";

/** One line of the quarantine: as it came, to be read again as it is or mended. */
export function MendDialog({ row, onClose }: { row: QuarantinedRow; onClose(): void }) {
  const [raw, setRaw] = useState(row.raw);
  const queries = useQueryClient();
  const toast = useToast();
  const done = async (text: string) => {
    await queries.invalidateQueries();
    onClose();
    toast({ text });
  };
  const mended = raw !== row.raw;
  const replay = useMutation({
    mutationFn: () => replayLine({ id: row.id, ...(mended && { raw }) }),
    onSuccess: ({ accepted }) => done(accepted > 0 ? "It is taken in." : "It was known already."),
  });
  const discard = useMutation({
    mutationFn: () => discardLine(row.id),
    onSuccess: () => done("It is thrown away."),
  });
  const busy = replay.isPending || discard.isPending;
  const replayed = isReplayed(row.source);
  const mendable = replayed && row.whole;
  const bringer = row.importId > 0 ? `import ${row.importId}` : doorTitle(row.source);
  const hope = !replayed
    ? "It is not read again here: bring the whole file again once it is mended."
    : mendable
      ? "After an upgrade or a mended clock it may be read as it is; where you change it, the audit log says so."
      : "Only its beginning is shown; it is kept, and read again, as a whole.";
  return (
    <Dialog
      open
      onOpenChange={(open) => open || busy || onClose()}
      question={row.reason}
      consequence={`As ${bringer} brought it. ${hope}`}
      buttons={
        <>
          <Button onClick={onClose} disabled={busy}>
            Leave it here
          </Button>
          <Button
            variant="danger"
            busy={discard.isPending && "Throwing away"}
            onClick={() => discard.mutate()}
          >
            Throw away
          </Button>
          {replayed && (
            <Button variant="primary" busy={replay.isPending && "Reading"} onClick={() => replay.mutate()}>
              {mended ? "Read the mended line" : "Read it again"}
            </Button>
          )}
        </>
      }
    >
      <Field label="What came" className="mt-4" error={replay.error?.message ?? discard.error?.message}>
        <Textarea
          rows={12}
          className="font-mono text-sm"
          value={raw}
          onChange={(event) => setRaw(event.target.value)}
          spellCheck={false}
          readOnly={!mendable}
        />
      </Field>
    </Dialog>
  );
}
