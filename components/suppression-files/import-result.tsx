"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { UndoDialog } from "@/components/imports/undo-dialog";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { count, counted } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";

/** How an import ended, and the way to take it back. */
export function ImportResult({ importId }: { importId: number }) {
  const query = useQuery(reportQuery("imports", null));
  return (
    <div className="page">
      <QueryBlock query={query} what="The import" height={220}>
        {(rows) => {
          const row = rows.find(({ id, source }) => id === importId && source === "suppressions");
          return row ? (
            <Result row={row} />
          ) : (
            <EmptyState title="There is no such import." action={<Another />}>
              The last hundred imports are listed with the sources.
            </EmptyState>
          );
        }}
      </QueryBlock>
    </div>
  );
}

const Another = () => <ButtonLink href="/suppressions/import">Import another file</ButtonLink>;

function Result({ row }: { row: ImportRow }) {
  const [asking, setAsking] = useState(false);
  const undone = row.state === "undone";
  const facts = [
    ["Rows read", row.records],
    ["New", row.accepted],
    ["There already or repeated", row.duplicates],
    ["Left out, ended or in conflict", row.ignored],
    ["Invalid", row.rejected],
  ] as const;
  return (
    <>
      <p className="opening" role="status">
        {undone
          ? `The import of ${row.name} is undone.`
          : `${row.name} brought ${counted(row.accepted, "suppression")}.`}
      </p>
      {row.error && (
        <Note state="watch" className="mb-4">
          {row.error}
        </Note>
      )}
      <dl className="grid max-w-[420px] grid-cols-[1fr_auto]">
        {facts.map(([name, n]) => (
          <div key={name} className="contents *:border-t *:border-line *:py-1.5">
            <dt className="text-ink-2">{name}</dt>
            <dd className="text-right font-medium">{count(n)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 flex flex-wrap gap-3">
        <ButtonLink variant="primary" href="/suppressions">
          See the list
        </ButtonLink>
        <Another />
        {row.rejected > 0 && !undone && (
          <a className="btn" href={`/api/v1/imports/${row.id}/rejected`} download>
            Download invalid lines
          </a>
        )}
        {!undone && row.accepted > 0 && <Button onClick={() => setAsking(true)}>Undo this import</Button>}
      </div>
      {asking && <UndoDialog row={row} onClose={() => setAsking(false)} />}
    </>
  );
}
