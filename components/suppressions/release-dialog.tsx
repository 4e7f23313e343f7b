"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { releaseAddress } from "@/lib/client/queries";
import { ago, moment } from "@/lib/core/format";
import type { AddressReport } from "@/lib/server/reports/address";

interface Props {
  report: AddressReport;
  tz: string;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Asks why, says what follows, and releases one address from its lease. */
export function ReleaseDialog({ report, tz, open, onOpenChange }: Props) {
  const { recipient, lease, at: now } = report;
  const formId = useId();
  const [missing, setMissing] = useState(false);
  const toast = useToast();
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: releaseAddress,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["report"] });
      onOpenChange(false);
      toast({ text: `${recipient} was released.` });
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    setMissing(reason === "");
    if (reason) release.mutate({ recipient, reason });
  };
  const close = (next: boolean) => {
    if (release.isPending) return;
    setMissing(false);
    release.reset();
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      question={<>Release {recipient}?</>}
      consequence={`The lease ends now${lease ? ` instead of ${moment(lease.until, tz, now)}` : ""}. The next send is attempted; if it bounces, the address is suppressed again from step 1.`}
      buttons={
        <>
          <Button onClick={() => close(false)} disabled={release.isPending}>
            Keep it suppressed
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={release.isPending && "Releasing"}>
            Release 1 address
          </Button>
        </>
      }
    >
      <Evidence report={report} />
      <form id={formId} className="mt-4" onSubmit={submit} noValidate>
        <Field
          label="Why do you release it?"
          hint="Written to the audit log with your name. Others can read it."
          error={missing ? "Write why. It goes to the audit log." : release.error?.message}
        >
          <Textarea name="reason" rows={2} maxLength={500} required autoFocus />
        </Field>
      </form>
    </Dialog>
  );
}

/** What speaks against it: the bounce that began the cycle. */
function Evidence({ report: { history, at } }: { report: AddressReport }) {
  const bounce = history.findLast(({ effect }) => effect === "new-cycle" || effect === "inferred-cycle");
  if (!bounce) return null;
  const since = ago(at - bounce.at);
  return (
    <Note state="watch" className="mt-3.5">
      {bounce.code ? (
        <>
          It bounced {since} with <b className="font-medium">{bounce.code.title}</b> ({bounce.code.code}).
        </>
      ) : (
        <>ACS suppressed it {since}: its list knew of a bounce before we did.</>
      )}
    </Note>
  );
}
