"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { closeParams } from "@/components/filter/use-url-state";
import { useKeys } from "@/components/shell/use-keys";
import { Button } from "@/components/ui/button";

interface InspectorProps {
  /** What it is, above its name. */
  context: string;
  title: string;
  /** Key of the row that opened it: the focus goes back there. */
  row: string;
  /** The parameters that close it. */
  closed: Record<string, null>;
  children: ReactNode;
}

/** One thing beside the page; on a phone a page of its own. Escape closes it. */
export function Inspector({ context, title, row, closed, children }: InspectorProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => closeParams(closed);
  useKeys({ Escape: close });
  useEffect(() => {
    if (window.matchMedia("(width < 1000px)").matches) heading.current?.focus();
    return () => {
      const from = document.querySelector<HTMLElement>(`[data-row=${CSS.escape(row)}]`);
      if (document.activeElement === document.body) from?.focus({ preventScroll: true });
    };
  }, [row]);
  return (
    <aside className="inspector max-wide:mt-0 max-wide:border-t-0" aria-label={context}>
      <header>
        <div>
          <p className="mb-[3px] text-xs text-ink-3">{context}</p>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
        </div>
        <Button variant="bare" icon="close" iconOnly onClick={close}>
          Close
        </Button>
      </header>
      {children}
    </aside>
  );
}
