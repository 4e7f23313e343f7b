"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { closeParams } from "@/components/filter/use-url-state";
import { useKeys } from "@/components/shell/use-keys";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count } from "@/lib/core/format";
import { MessageBody } from "./message-body";
import { type BounceState, CLOSED, type Selection } from "./state";
import { useWalk } from "./use-walk";

interface InspectorProps {
  filter: Filter;
  selection: Selection;
  message: BounceState["message"];
  now: number;
}

/** The messages behind one row of the table, one at a time. J and K walk, Escape closes. */
export function Inspector({ filter, selection, message, now }: InspectorProps) {
  const { query, current, place, total, previous, next } = useWalk(filter, selection, message);
  const close = () => closeParams(CLOSED);
  useKeys({
    j: () => next?.(),
    k: () => previous?.(),
    Escape: close,
  });
  useReturnOfFocus();
  return (
    <aside className="inspector" aria-label="Message">
      <header>
        <p className="text-xs text-ink-3">
          <SelectionName selection={selection} /> ·{" "}
          {place === null ? `one of ${count(total)} messages` : `message ${count(place)} of ${count(total)}`}
        </p>
        <Button variant="bare" icon="previous" iconOnly disabled={!previous} onClick={previous} title="K">
          Previous message
        </Button>
        <Button variant="bare" icon="next" iconOnly disabled={!next} onClick={next} title="J">
          Next message
        </Button>
        <Button variant="bare" icon="close" iconOnly onClick={close} title="Esc">
          Close
        </Button>
      </header>
      <QueryBlock query={query} what="The messages" height={400}>
        {() =>
          current ? (
            <CurrentMessage keys={current} tz={filter.tz} now={now} />
          ) : (
            <EmptyState title="No such bounce in these days.">
              Widen the period, or close this and choose another.
            </EmptyState>
          )
        }
      </QueryBlock>
    </aside>
  );
}

/** What these messages have in common. */
function SelectionName({ selection }: { selection: Selection }) {
  if (selection.by === "differing") return <>ACS says otherwise</>;
  const name = selection.by === "page" ? selection.page.replace(/^https?:\/\//, "") : selection.code;
  return <span className="font-mono break-all">{name}</span>;
}

/**
 * Where the inspector takes the place of the page, it begins at its top; when it closes, the focus goes back to the row
 * that opened it, unless it has gone somewhere of its own.
 */
function useReturnOfFocus() {
  useEffect(() => {
    const opener = document.activeElement;
    if (window.matchMedia("(width < 1000px)").matches) window.scrollTo(0, 0);
    return () => {
      const idle = document.activeElement === document.body;
      if (idle && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
}

function CurrentMessage({
  keys,
  tz,
  now,
}: {
  keys: { address: string; message: string };
  tz: string;
  now: number;
}) {
  const { address, message } = keys;
  const query = useQuery(reportQuery("message", null, { address, message }));
  return (
    <QueryBlock query={query} what="This message" height={400}>
      {(report) => <MessageBody report={report} tz={tz} now={now} />}
    </QueryBlock>
  );
}
