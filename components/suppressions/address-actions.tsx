"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { ago } from "@/lib/core/format";
import type { AddressReport } from "@/lib/server/reports/address";
import { AddDialog } from "./add-dialog";
import { ReleaseDialog } from "./release-dialog";

interface Props {
  report: AddressReport;
  tz: string;
  mayRelease: boolean;
}

/** What can be done about the address; who may not is told who may. */
export function AddressActions({ report, tz, mayRelease }: Props) {
  const [asking, setAsking] = useState<"release" | "block">();
  const { recipient, suppressed } = report;
  const own = suppressed.filter((held) => !held.wholeDomain);
  const isBlocked = own.some(({ reason, until, list, sender }) => {
    return reason === "manual" && until === null && list === null && sender === "";
  });
  if (!mayRelease) return own.length > 0 && <NotAllowed />;
  const close = () => setAsking(undefined);
  return (
    <div className="mt-3.5 flex flex-wrap gap-2">
      {own.length > 0 && (
        <Button variant="primary" onClick={() => setAsking("release")}>
          Release…
        </Button>
      )}
      {!isBlocked && (
        <Button onClick={() => setAsking("block")}>{own.length > 0 ? "Keep without end…" : "Block…"}</Button>
      )}
      {asking === "release" && (
        <ReleaseDialog asked={{ recipient }} evidence={<Evidence report={report} />} onClose={close} />
      )}
      {asking === "block" && <AddDialog tz={tz} recipient={recipient} onClose={close} />}
    </div>
  );
}

/** What speaks against a release: the bounce that began the cycle. */
function Evidence({ report: { history, leaseInForce, at } }: { report: AddressReport }) {
  const bounce = history.findLast(({ effect }) => effect === "new-cycle" || effect === "inferred-cycle");
  if (!bounce || !leaseInForce) return null;
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
