"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import type { ReleaseRow } from "@/lib/server/reports/releases";
import { ReleaseTable } from "./release-table";
import { openingWords } from "./words";

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
