"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { closeParams } from "@/components/filter/use-url-state";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { removeReport } from "@/lib/client/authentication";
import { counted } from "@/lib/core/format";
import type { OneReport } from "@/lib/server/reports/authentication-reports";

/** Takes a report out again that is forged, or was brought by mistake. */
export function ReportRemoval({ report }: { report: OneReport }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: () => removeReport(report.id),
    onSuccess: async () => {
      closeParams({ report: null });
      await queries.invalidateQueries();
      toast({ text: "The report is taken out." });
    },
  });
  return (
    <>
      <Button className="mt-5" onClick={() => setAsking(true)}>
        Take it out…
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => remove.isPending || setAsking(open)}
        question={`Take the report of ${report.organisation} out?`}
        consequence={`Its ${counted(report.messages, "message")} and text go, and count nowhere any more. If it comes again, it counts again.`}
        error={remove.error}
        buttons={
          <>
            <Button onClick={() => setAsking(false)} disabled={remove.isPending}>
              Keep the report
            </Button>
            <Button variant="danger" busy={remove.isPending && "Taking out"} onClick={() => remove.mutate()}>
              Take 1 report out
            </Button>
          </>
        }
      />
    </>
  );
}
