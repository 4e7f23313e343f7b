"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { LimitsTable } from "./limits-table";
import { Score } from "./score";
import { ScoreRules } from "./score-rules";

/** How the score works, beside the score as it stands and the limits that cap it. */
export function ScorePage({ filter, today }: { filter: Filter; today: string }) {
  const score = useQuery(reportQuery("score", filter));
  const verdict = useQuery(reportQuery("verdict", filter));
  return (
    <div className="page grid grid-cols-1 gap-10">
      <ScoreRules />
      <div className="grid items-start gap-x-14 gap-y-8 min-[1180px]:grid-cols-2">
        <QueryBlock query={score} what="The score" height={330}>
          {(report) => (
            <>
              <Score report={report} filter={filter} today={today} />
              <p className="mt-2 flex justify-end">
                <TableExport data={report.score.parts} what="the parts of the score" />
              </p>
            </>
          )}
        </QueryBlock>
        <QueryBlock query={verdict} what="The limits" height={260}>
          {({ limits, from, to }) => <LimitsTable limits={limits} from={from} to={to} today={today} />}
        </QueryBlock>
      </div>
    </div>
  );
}
