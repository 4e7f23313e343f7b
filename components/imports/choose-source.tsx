"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StateLabel } from "@/components/ui/state-label";
import { isSourceName } from "@/lib/core/sources/names";
import type { SourceRow } from "@/lib/server/reports/sources";
import { GUIDES } from "./source-steps";

interface ChooseSourceProps {
  rows: SourceRow[];
  hrefOf(door: string): string;
  onClose(): void;
}

/** Whose reports are to come in. */
export function ChooseSource({ rows, hrefOf, onClose }: ChooseSourceProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      question="Whose reports shall come in?"
      consequence="Several may report the same mail: what two of them bring is counted once."
      buttons={<Button onClick={onClose}>None for now</Button>}
    >
      <ul className="mt-4">
        {rows.map(({ door, title, state }) =>
          isSourceName(door) ? (
            <li key={door} className="flex items-center justify-between gap-3 border-t border-line py-2">
              <span className="min-w-0">
                <span className="block font-medium">{title}</span>
                <span className="text-sm text-ink-3">{GUIDES[door].about}</span>
              </span>
              {state === "live" ? (
                <StateLabel state="ok">Live</StateLabel>
              ) : (
                <ButtonLink href={hrefOf(door)} shallow replace aria-label={`Connect ${title}`}>
                  Connect
                </ButtonLink>
              )}
            </li>
          ) : null,
        )}
      </ul>
    </Dialog>
  );
}
