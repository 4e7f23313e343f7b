"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { withParams } from "@/components/filter/href";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { count, moment } from "@/lib/core/format";
import { doorTitle } from "@/lib/core/sources/doors";
import { printable } from "@/lib/core/sources/text";
import type { QuarantinedRow } from "@/lib/server/reports/quarantined";
import { MendDialog } from "./mend-dialog";

interface QuarantineProps {
  mayMend: boolean;
  tz: string;
}

/** What could not be read, by whichever way it came: why, what it says, and another try. */
export function Quarantine({ mayMend, tz }: QuarantineProps) {
  const params = useSearchParams();
  const door = params.get("door") ?? undefined;
  const before = params.get("before") ?? undefined;
  const [mending, setMending] = useState<QuarantinedRow | null>(null);
  const query = useQuery({
    ...reportQuery("quarantine", null, { door, cursor: before }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return (
    <QueryBlock query={query} what="The quarantine" height={90}>
      {({ rows, next, total }) => (
        <Card
          id="quarantine"
          className="mt-8"
          flush
          title="Set aside"
          subtitle={total > 0 ? `${count(total)}, newest first` : undefined}
          aside={
            <>
              {door && (
                <ButtonLink
                  href={withParams(params, { door: null, before: null })}
                  scroll={false}
                  icon="close"
                >
                  Only {doorTitle(door)}
                </ButtonLink>
              )}
              {total > 0 && (
                <TableExport data={reportPath("quarantine", null, { door })} what="what was set aside" />
              )}
            </>
          }
        >
          {rows.length === 0 ? (
            <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">
              {total === 0 ? "Everything that came in could be read." : "That was the last of them."}
            </p>
          ) : (
            <QuarantineTable {...{ rows, mayMend, tz }} now={query.dataUpdatedAt} onMend={setMending} />
          )}
          {(next !== null || before) && (
            <div className="flex gap-2 px-[18px] py-3">
              {before && (
                <ButtonLink href={withParams(params, { before: null })} scroll={false}>
                  Newest
                </ButtonLink>
              )}
              {next !== null && (
                <ButtonLink href={withParams(params, { before: next })} scroll={false}>
                  Older
                </ButtonLink>
              )}
            </div>
          )}
          {mending && <MendDialog row={mending} onClose={() => setMending(null)} />}
        </Card>
      )}
    </QueryBlock>
  );
}

interface TableProps extends QuarantineProps {
  rows: QuarantinedRow[];
  now: number;
  onMend(row: QuarantinedRow): void;
}

function QuarantineTable({ rows, mayMend, tz, now, onMend }: TableProps) {
  return (
    <table className="data-table middle stacks">
      <thead>
        <tr>
          <th scope="col">Came</th>
          <th scope="col">Why</th>
          <th scope="col">What it says</th>
          {mayMend && (
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="max-wide:grid-cols-[minmax(0,1fr)_auto]!">
            <td className="whitespace-nowrap">
              {moment(row.at, tz, now)}
              <div className="text-sm text-ink-3">
                {row.importId > 0 ? `import ${row.importId}, line ${count(row.line)}` : doorTitle(row.source)}
              </div>
            </td>
            <td className="font-medium wrap-anywhere max-wide:col-span-full max-wide:row-start-2">
              {row.reason}
            </td>
            <td className="w-2/5 max-w-0 truncate font-mono text-sm text-ink-2 max-wide:hidden">
              {printable(row.raw.slice(0, 300))}
            </td>
            {mayMend && (
              <td className="end">
                <Button onClick={() => onMend(row)}>Look…</Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
