"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { lookThrough } from "@/lib/client/hygiene";
import { ago, counted } from "@/lib/core/format";
import type { Hygiene } from "@/lib/server/reports/hygiene";

interface HygieneOpeningProps {
  data: Hygiene;
  now: number;
  /** An admin may have the whole history looked through at once. */
  mayLook: boolean;
}

/** How many addresses wait for a decision, and how fresh that is. */
export function HygieneOpening({ data, now, mayLook }: HygieneOpeningProps) {
  const queries = useQueryClient();
  const toast = useToast();
  const look = useMutation({
    mutationFn: lookThrough,
    onSuccess: ({ written, removed }) =>
      toast({
        text: `Looked through: ${counted(written, "row")} new or changed, ${counted(removed, "row")} gone.`,
      }),
    onError: (error) => toast({ state: "alert", text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report", "hygiene"] }),
  });
  const { open, accepted } = data.counts;
  const decided =
    accepted > 0 ? ` ${counted(accepted, "is", "are")} to be removed: export them, and take them out.` : "";
  return (
    <>
      <p className="opening">
        {open === 0
          ? data.through === null
            ? "Nobody has looked through the history yet."
            : "No address waits for a decision."
          : `${counted(open, "address does", "addresses do")} your lists more harm than good, by what became of their mail.`}
        {decided}
      </p>
      <div className="mb-4 flex flex-wrap items-center gap-3 text-sm text-ink-2">
        <span>
          {data.through === null
            ? "It is done within ten minutes after the start, then every ten minutes."
            : `New bounces were looked through ${ago(now - data.through)}, late ones ${ago(now - (data.wholeAt ?? data.through))}.`}
        </span>
        {mayLook && (
          <Button busy={look.isPending && "Looking"} onClick={() => look.mutate()}>
            Look through all now
          </Button>
        )}
      </div>
    </>
  );
}
