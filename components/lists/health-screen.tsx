"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { SILENT_DAYS, type SilentDays } from "@/lib/core/list-health";
import { GrowthCard } from "./growth-card";
import { openingOf } from "./health-words";
import { ReachCard } from "./reach-card";

/** Whether lists grow, who leaves them, and whom they still reach. */
export function HealthScreen({ tz }: { tz: string }) {
  const query = useQuery(reportQuery("list-health", null));
  const [days, setDays] = useState<SilentDays>(90);
  return (
    <div className="page">
      <QueryBlock query={query} what="The health of the lists" height={720}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title="There is no list yet.">Its growth stands here once there is one.</EmptyState>
          ) : (
            <>
              <p className="opening">{openingOf(data, SILENT_DAYS.indexOf(days), days)}</p>
              <div className="grid gap-5">
                <GrowthCard health={data} />
                <ReachCard health={data} days={days} onDays={setDays} tz={tz} />
              </div>
            </>
          )
        }
      </QueryBlock>
    </div>
  );
}
