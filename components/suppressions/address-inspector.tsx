"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { closeParams } from "@/components/filter/use-url-state";
import { useKeys } from "@/components/shell/use-keys";
import { Button } from "@/components/ui/button";
import { ChartExport } from "@/components/ui/chart-export";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { moment } from "@/lib/core/format";
import { type Ladder, ladder } from "@/lib/core/ladder";
import type { AddressReport } from "@/lib/server/reports/address";
import { AddressActions } from "./address-actions";
import { AddressHistory } from "./address-history";
import { AddressHolds } from "./address-holds";
import { AddressReleases } from "./address-releases";
import { AddressVerdict } from "./address-verdict";
import { AnotherMoment } from "./another-moment";
import { LeaseLadder } from "./ladder";

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
            <Lease report={report} tz={tz} />
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

function Lease({ report, tz }: { report: AddressReport; tz: string }) {
  const { recipient, history, lease, leaseInForce, at } = report;
  const figure = useRef<HTMLElement>(null);
  const picture = ladder(history, at);
  if (!picture) return null;
  const title =
    picture.current === null ? "Lease: no longer in force" : `Lease: step ${picture.current + 1} of 5`;
  return (
    <figure ref={figure} className="mt-4">
      <figcaption className="mb-0.5 flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="subheading !mb-0">{title}</h3>
        <span className="text-sm text-ink-3">cycle since {moment(picture.cycleStart, tz, at)}</span>
      </figcaption>
      <div data-drawing>
        <LeaseLadder ladder={picture} until={leaseInForce && lease ? lease.until : null} now={at} tz={tz} />
      </div>
      <p className="text-xs text-ink-3">{legendWords(picture, lease, tz, at)}</p>
      <p className="mt-1 text-right text-sm text-ink-3">
        <ChartExport {...{ figure, title, denominator: recipient, data: history }} />
      </p>
    </figure>
  );
}

/** Names only the marks that are drawn. */
function legendWords(picture: Ladder, lease: AddressReport["lease"], tz: string, now: number): string {
  const { rungs, ifSentNow, current } = picture;
  const words = ["Filled: time spent."];
  if (rungs.some((rung) => rung.cut)) words.push(`Striped: cut short${lease ? " by the next send" : ""}.`);
  if (ifSentNow) words.push("Dashed: what a send now would do.");
  if (current !== null && lease)
    words.push(`Mailed no more, the address is free on ${moment(lease.until, tz, now)}.`);
  return words.join(" ");
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
