"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { loadDemo } from "@/lib/client/queries";

/** Loads the invented history and shows it. */
export function LoadDemo() {
  const router = useRouter();
  const queries = useQueryClient();
  const [refreshing, startRefresh] = useTransition();
  const load = useMutation({
    mutationFn: loadDemo,
    onSuccess: () => {
      queries.clear();
      startRefresh(() => router.refresh());
    },
  });
  return (
    <>
      <Button busy={(load.isPending || refreshing) && "Loading the demo"} onClick={() => load.mutate()}>
        Load the demo
      </Button>
      {load.isError && (
        <Note state="alert" live>
          <b className="font-medium">The demo did not load.</b> {load.error.message}
        </Note>
      )}
    </>
  );
}
