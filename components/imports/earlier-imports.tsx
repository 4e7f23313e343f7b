"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { withParams } from "@/components/filter/href";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { moment } from "@/lib/core/format";
import { IMPORTS_PAGE } from "@/lib/core/import-progress";
import type { ImportRow } from "@/lib/server/reports/imports";
import { UndoDialog } from "./undo-dialog";
import { broughtWords } from "./words";

const SHOWN = 8;

interface Props {
  /** The newest. */
  rows: ImportRow[];
  /** The one shown at large. */
  open: number | null;
  mayImport: boolean;
  now: number;
  tz: string;
}

/** What came in before, a page at a time; each opens at large, and can be taken back. */
export function EarlierImports({ rows: newest, open, mayImport, now, tz }: Props) {
  const params = useSearchParams();
  const before = params.get("before-import") ?? undefined;
  const older = useQuery({ ...reportQuery("imports", null, { before }), enabled: before !== undefined });
  const rows = before === undefined ? newest : (older.data ?? []);
  const [unfolded, setUnfolded] = useState(false);
  const all = unfolded || before !== undefined;
  const [undoing, setUndoing] = useState<ImportRow | null>(null);
  if (newest.length === 0) return null;
  const last = all && rows.length === IMPORTS_PAGE ? rows.at(-1) : undefined;
  return (
    <section className="mt-[26px]">
      <div className="section-head">
        <h2 className="heading">Imports</h2>
        <span className="aside">
          <TableExport data={reportPath("imports", null)} what="the imports" />
        </span>
      </div>
      <ul>
        {(all ? rows : rows.slice(0, SHOWN)).map((row) => (
          <li key={row.id} className="flex items-center justify-between gap-3 border-t border-line py-2.5">
            <span className="min-w-0">
              <Link
                className="block truncate font-medium no-underline hover:underline"
                href={withParams(params, { import: String(row.id) })}
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
        <Button className="mt-2" onClick={() => setUnfolded(true)}>
          Show all {rows.length}
        </Button>
      )}
      {older.error && <Note state="watch">These imports did not load: {older.error.message}</Note>}
      {(last || before) && (
        <nav className="mt-2 flex gap-2" aria-label="Pages of imports">
          {before && (
            <ButtonLink href={withParams(params, { "before-import": null })} scroll={false}>
              Newest
            </ButtonLink>
          )}
          {last && (
            <ButtonLink href={withParams(params, { "before-import": String(last.id) })} scroll={false}>
              Older
            </ButtonLink>
          )}
        </nav>
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
