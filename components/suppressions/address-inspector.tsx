"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { closeParams } from "@/components/filter/use-url-state";
import { useKeys } from "@/components/shell/use-keys";
import { Button } from "@/components/ui/button";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { AddressActions } from "./address-actions";
import { AddressHistory } from "./address-history";
import { AddressHolds } from "./address-holds";
import { AddressReleases } from "./address-releases";
import { AddressVerdict } from "./address-verdict";
import { AnotherMoment } from "./another-moment";
import { LeaseFigure } from "./lease-figure";

interface Props {
  recipient: string;
  tz: string;
  mayRelease: boolean;
}

/** One address: verdict, ladder, what can be done, everything that led here. On a phone a page of its own. */
export function AddressInspector({ recipient, tz, mayRelease }: Props) {
  const query = useQuery(reportQuery("address", null, { recipient }));
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => closeParams({ address: null, at: null });
  useKeys({ Escape: close });
  useFocusOf(recipient, heading);

  return (
    <aside className="inspector max-wide:mt-0 max-wide:border-t-0" aria-label="Address">
      <header>
        <div>
          <p className="mb-[3px] text-xs text-ink-3">
            {query.data?.suppressed.length ? "Suppressed address" : "Address"}
          </p>
          <h2 ref={heading} tabIndex={-1}>
            {recipient}
          </h2>
        </div>
        <Button variant="bare" icon="close" iconOnly onClick={close}>
          Close
        </Button>
      </header>
      <QueryBlock query={query} what="This address" height={420}>
        {(report) => (
          <>
            <AddressVerdict report={report} tz={tz} />
            <LeaseFigure report={report} tz={tz} />
            <AddressHolds report={report} tz={tz} mayChange={mayRelease} />
            <AddressActions report={report} tz={tz} mayRelease={mayRelease} />
            <AddressReleases report={report} tz={tz} />
            <section>
              <h3 className="subheading">Every event that led here</h3>
              <AddressHistory key={report.address} report={report} tz={tz} />
            </section>
            <section>
              <h3 className="subheading">At another moment</h3>
              <AnotherMoment recipient={recipient} now={report.at} tz={tz} />
            </section>
          </>
        )}
      </QueryBlock>
    </aside>
  );
}

/** The focus goes to the inspector where it takes the page's place, and back to its row when it closes. */
function useFocusOf(recipient: string, heading: React.RefObject<HTMLHeadingElement | null>) {
  useEffect(() => {
    if (window.matchMedia("(width < 1000px)").matches) heading.current?.focus();
    return () => {
      const row = document.querySelector<HTMLElement>(`[data-row=${CSS.escape(recipient)}]`);
      if (document.activeElement === document.body) row?.focus({ preventScroll: true });
    };
  }, [recipient]);
}
