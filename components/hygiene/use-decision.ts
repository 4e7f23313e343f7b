"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { decideHygiene } from "@/lib/client/hygiene";
import type { HygieneState } from "@/lib/core/hygiene";

interface Decision {
  /** Key of the address. */
  address: string;
  state: HygieneState;
  version: number;
}

const SAID: Record<HygieneState, string> = {
  accepted: "is to be removed.",
  dismissed: "is dismissed. It comes back when there is new evidence.",
  open: "is open again.",
};

/** Decides, says so, and offers the way back while the message stands. */
export function useDecision() {
  const queries = useQueryClient();
  const toast = useToast();
  const decision = useMutation({
    mutationFn: ({ address, ...input }: Decision) => decideHygiene(address, input),
    onSuccess: ({ recipient, version }, { address, state }) => {
      const undo = () => decision.mutate({ address, state: "open", version });
      toast({
        text: `${recipient} ${SAID[state]}`,
        ...(state !== "open" && { undo: { label: "Undo", run: undo } }),
      });
    },
    onError: (error) => toast({ state: "alert", text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report", "hygiene"] }),
  });
  return decision;
}
