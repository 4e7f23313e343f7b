"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { StateLabel } from "@/components/ui/state-label";
import { moment } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";
import { UndoDialog } from "./undo-dialog";
import { broughtWords } from "./words";

const SHOWN = 8;

interface Props {
  rows: ImportRow[];
  /** The one shown at large. */
  open: number | null;
  mayImport: boolean;
  now: number;
  tz: string;
}

/** What came in before; each opens at large, and can be taken back. */
export function EarlierImports({ rows, open, mayImport, now, tz }: Props) {
  const [all, setAll] = useState(false);
  const [undoing, setUndoing] = useState<ImportRow | null>(null);
  if (rows.length === 0) return null;
  return (
    <section className="mt-[26px]">
      <h2 className="heading mb-2">Imports</h2>
      <ul>
        {(all ? rows : rows.slice(0, SHOWN)).map((row) => (
          <li key={row.id} className="flex items-center justify-between gap-3 border-t border-line py-2.5">
            <span className="min-w-0">
              <Link
                className="block truncate font-medium no-underline hover:underline"
                href={`/imports?import=${row.id}`}
                aria-current={row.id === open ? "true" : undefined}
                scroll={false}
              >
                {row.name}
              </Link>
              <span className="text-sm text-ink-3">
                {broughtWords(row)},{" "}
                <span className="whitespace-nowrap">{moment(row.startedAt, tz, now)}</span>
              </span>
            </span>
            <End row={row} mayImport={mayImport} onUndo={() => setUndoing(row)} />
          </li>
        ))}
      </ul>
      {!all && rows.length > SHOWN && (
        <Button className="mt-2" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
      {undoing && <UndoDialog row={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}

function End({ row, mayImport, onUndo }: { row: ImportRow; mayImport: boolean; onUndo(): void }) {
  if (row.state === "running") return <StateLabel state="healing">Running</StateLabel>;
  if (row.state === "failed" && row.records === 0)
    return <span className="text-sm text-ink-3">not read</span>;
  if (row.state === "undone") return <span className="text-sm text-ink-3">undone</span>;
  if (!mayImport) return row.state === "failed" ? <StateLabel state="watch">Stopped</StateLabel> : null;
  return (
    <Button icon={row.demo ? undefined : "undo"} onClick={onUndo}>
      {row.demo ? "Remove the demo…" : "Undo…"}
    </Button>
  );
}
