"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { withParams } from "@/components/filter/href";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { disconnectSource } from "@/lib/client/mutations";
import { isSourceName, type SourceName } from "@/lib/core/sources/names";
import type { SourceRow } from "@/lib/server/reports/sources";

/** What an admin may do with a source. */
export function SourceMenu({ row }: { row: SourceRow }) {
  const params = useSearchParams();
  const [leaving, setLeaving] = useState(false);
  if (!isSourceName(row.door)) return null;
  return (
    <>
      <Menu trigger={<Button icon="more" variant="plain" aria-label={`More on ${row.title}`} />}>
        <MenuItem icon="key" href={withParams(params, { connect: row.door })} shallow>
          {row.settled ? "Steps, keys and secret" : "Show the steps"}
        </MenuItem>
        {row.settled && row.door !== "acs" && (
          <>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setLeaving(true)}>
              Disconnect…
            </MenuItem>
          </>
        )}
      </Menu>
      {leaving && <DisconnectDialog row={row} onClose={() => setLeaving(false)} />}
    </>
  );
}

function DisconnectDialog({ row, onClose }: { row: SourceRow; onClose(): void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const leave = useMutation({
    mutationFn: () => disconnectSource(row.door as SourceName),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["report", "sources"] });
      onClose();
      toast({ text: `${row.title} is disconnected.` });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || leave.isPending || onClose()}
      question={`Disconnect ${row.title}?`}
      consequence="Its reports are refused from now on, and its keys are forgotten. What it has brought stays."
      error={leave.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={leave.isPending}>
            Keep it connected
          </Button>
          <Button variant="danger" busy={leave.isPending && "Disconnecting"} onClick={() => leave.mutate()}>
            Disconnect 1 source
          </Button>
        </>
      }
    />
  );
}
