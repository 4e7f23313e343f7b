"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import type { AddressReport } from "@/lib/server/reports/address";
import { ReleaseDialog } from "./release-dialog";

interface Props {
  report: AddressReport;
  tz: string;
  mayRelease: boolean;
}

/** What can be done about the address; who may not is told who may. Only a lease can be released. */
export function AddressActions({ report, tz, mayRelease }: Props) {
  const [asking, setAsking] = useState(false);
  if (!report.leaseInForce) return null;
  if (!mayRelease) return <NotAllowed />;
  return (
    <div className="mt-3.5">
      <Button variant="primary" onClick={() => setAsking(true)}>
        Release…
      </Button>
      <ReleaseDialog report={report} tz={tz} open={asking} onOpenChange={setAsking} />
    </div>
  );
}

function NotAllowed() {
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => toast({ text: "The link is copied. An admin who opens it sees this address." }),
      () => toast({ text: "The browser did not allow it: copy the page's address instead.", state: "watch" }),
    );
  return (
    <div className="mt-3.5">
      <Note icon="key">
        <b className="font-medium">Only an admin can release.</b> You can see why it is suppressed, and ask
        one.
      </Note>
      <Button className="mt-3" onClick={copy}>
        Copy a link for an admin
      </Button>
    </div>
  );
}
