"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { removeDemo, undoImport } from "@/lib/client/queries";
import type { ImportRow } from "@/lib/server/reports/imports";
import { undoWords } from "./words";

/** Takes back all that one import brought; the invented history goes the same way. */
export function UndoDialog({ row, onClose }: { row: ImportRow; onClose(): void }) {
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const undo = useMutation<unknown>({
    mutationFn: () => (row.demo ? removeDemo() : undoImport(row.id)),
    onSuccess: async () => {
      await queries.invalidateQueries();
      router.refresh();
      onClose();
      toast({ text: row.demo ? "The demo is removed." : `${row.name} is undone.` });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || undo.isPending || onClose()}
      question={row.demo ? "Remove the demo?" : `Undo ${row.name}?`}
      consequence={undoWords(row)}
      error={undo.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={undo.isPending}>
            {row.demo ? "Keep the demo" : "Keep the import"}
          </Button>
          <Button
            variant="danger"
            busy={undo.isPending && (row.demo ? "Removing" : "Undoing")}
            onClick={() => undo.mutate()}
          >
            {row.demo ? "Remove the demo" : "Undo 1 import"}
          </Button>
        </>
      }
    />
  );
}
