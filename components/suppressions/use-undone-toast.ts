"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { undoRelease } from "@/lib/client/suppressions";
import { counted } from "@/lib/core/format";

interface Released {
  id: number;
  released: number;
  items: number;
  state: "running" | "done";
}

/** Says what was released, and offers the way back while it stands. */
export function useUndoneToast() {
  const toast = useToast();
  const queries = useQueryClient();
  const undo = async (id: number) => {
    try {
      const { undone, state } = await undoRelease(id);
      await queries.invalidateQueries({ queryKey: ["report"] });
      toast({
        text:
          state === "undone"
            ? `${counted(undone, "suppression holds", "suppressions hold")} again.`
            : "It is being taken back.",
      });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : "It could not be taken back.", state: "alert" });
    }
  };
  return ({ id, items, released, state }: Released, recipient: string | undefined) => {
    if (state === "running")
      return toast({
        text: `${counted(items, "suppression is", "suppressions are")} being released. See Releases.`,
      });
    const gone = items - released;
    const rest = gone > 0 ? ` ${counted(gone, "other")} had ended already.` : "";
    toast({
      text: recipient
        ? `${recipient} was released.${rest}`
        : `${counted(released, "suppression was", "suppressions were")} released.${rest}`,
      undo: { label: "Undo", run: () => void undo(id) },
    });
  };
}
