"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToast } from "@/components/ui/toast";
import { orderLists } from "@/lib/client/mutations";
import { reportQuery } from "@/lib/client/queries";
import type { ListRow, Lists } from "@/lib/server/reports/lists";

/** Moves a list among those in use: shown at once, taken back when the server refuses. `said` is for those who listen. */
export function useListOrder(inUse: ListRow[]) {
  const queries = useQueryClient();
  const toast = useToast();
  const [said, setSaid] = useState("");
  const { queryKey } = reportQuery("lists", null);
  const { mutate } = useMutation({
    mutationFn: (order: ListRow[]) => orderLists(order.map((list) => list.id)),
    onMutate: async (order) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Lists>(queryKey);
      if (before) {
        const archived = before.lists.filter((list) => list.archived);
        queries.setQueryData<Lists>(queryKey, { ...before, lists: [...order, ...archived] });
      }
      return before;
    },
    onError: (error, _order, before) => {
      if (before) queries.setQueryData<Lists>(queryKey, before);
      toast({ text: error.message, state: "alert" });
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });

  const move = (list: ListRow, by: -1 | 1) => {
    const from = inUse.findIndex((one) => one.id === list.id);
    const to = from + by;
    if (to < 0 || to >= inUse.length) return;
    const order = inUse.filter((one) => one.id !== list.id);
    order.splice(to, 0, list);
    setSaid(`${list.name} is now ${to + 1} of ${inUse.length}.`);
    mutate(order);
  };
  return { move, said };
}
