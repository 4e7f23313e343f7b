"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { counted } from "@/lib/core/format";
import type { SuppressionFilter } from "@/lib/core/suppression-filter";
import { ReleaseDialog } from "./release-dialog";

interface Props {
  /** Ids of rows. */
  selected: ReadonlySet<string>;
  /** What the list shows. */
  filter: SuppressionFilter;
  onClear(): void;
}

/** What can be done with the rows that are ticked, or with all that is listed. It keeps its place while nothing is. */
export function SelectionBar({ selected, filter, onClear }: Props) {
  const [releasing, setReleasing] = useState<"rows" | "listed">();
  return (
    <div className="flex min-h-[34px] flex-wrap items-center gap-2 text-sm text-ink-2 wide:ml-auto">
      {selected.size === 0 ? (
        <Button variant="bare" onClick={() => setReleasing("listed")}>
          Release all that is listed…
        </Button>
      ) : (
        <>
          <span role="status">{counted(selected.size, "row")} ticked</span>
          <Button variant="primary" onClick={() => setReleasing("rows")}>
            Release {selected.size}…
          </Button>
          <Button variant="bare" onClick={onClear}>
            Untick
          </Button>
        </>
      )}
      {releasing && (
        <ReleaseDialog
          asked={releasing === "rows" ? { rows: [...selected] } : { filter }}
          onClose={() => setReleasing(undefined)}
          onReleased={onClear}
        />
      )}
    </div>
  );
}
