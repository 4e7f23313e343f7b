"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { counted } from "@/lib/core/format";
import type { ReleaseRow } from "@/lib/server/reports/releases";
import { ReleaseTable } from "./release-table";

const AGAIN_AFTER = 2_000;

/** The latest releases and what became of them. It asks again while one is under way. */
export function ReleasesScreen({ tz, mayUndo }: { tz: string; mayUndo: boolean }) {
  const query = useQuery({
    ...reportQuery("releases", null),
    refetchInterval: ({ state }) => (state.data?.releases.some(isUnderWay) ? AGAIN_AFTER : false),
  });
  return (
    <div className="page">
      <QueryBlock query={query} what="The list of releases" height={400}>
        {({ releases }) =>
          releases.length > 0 ? (
            <>
              <p className="opening">{openingWords(releases)}</p>
              <p className="mb-3 flex justify-end">
                <TableExport data={reportPath("releases", null)} what="the releases" />
              </p>
              <ReleaseTable releases={releases} now={query.dataUpdatedAt} tz={tz} mayUndo={mayUndo} />
            </>
          ) : (
            <EmptyState
              title="Nothing has been released yet."
              action={<ButtonLink href="/suppressions">To the suppressions</ButtonLink>}
            >
              What an admin releases is followed here: whether mail arrives, or the address is suppressed
              again.
            </EmptyState>
          )
        }
      </QueryBlock>
    </div>
  );
}

const isUnderWay = ({ state }: ReleaseRow): boolean => state === "running" || state === "undoing";

function openingWords(releases: ReleaseRow[]): string {
  const sum = (of: (row: ReleaseRow) => number) => releases.reduce((n, row) => n + of(row), 0);
  const again = sum(({ aftermath }) => aftermath?.again ?? 0);
  const delivered = sum(({ aftermath }) => aftermath?.delivered ?? 0);
  const shown = releases.length === 1 ? "the latest release" : `the latest ${releases.length} releases`;
  const back = counted(again, "address was", "addresses were");
  return `Of ${shown}, ${back} suppressed again, and ${delivered === 1 ? "one" : delivered} had mail delivered since.`;
}
