"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { NothingHere } from "@/components/overview/nothing-here";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { ClassCard } from "./class-card";
import { CodeTable } from "./code-table";
import { Inspector } from "./inspector";
import { openingSentence } from "./opening";
import { PagesCard } from "./pages-card";
import { readBounceState } from "./state";
import { UnmappedCard } from "./unmapped-card";

interface BouncesProps {
  filter: Filter;
  today: string;
  now: number;
}

/** Sentence, classes, codes; beside them one message. */
export function Bounces({ filter, today, now }: BouncesProps) {
  const state = readBounceState(useSearchParams());
  const series = useQuery(reportQuery("series", filter));
  const codes = useQuery(reportQuery("codes", filter, { by: state.by }));
  const span = useQuery(reportQuery("span", filter));

  const total = series.data?.total;
  if (total && total.attempted + total.pending === 0 && span.data !== undefined)
    return (
      <div className="page">
        <NothingHere filter={filter} span={span.data} path="/bounces" today={today} />
      </div>
    );
  return (
    <div className={state.selection ? "split" : undefined}>
      <div className="page">
        <QueryBlock query={series} what="The chart" height={470}>
          {(data) => (
            <>
              <p className="opening">{openingSentence(data, codes.data?.rows ?? [], today)}</p>
              <ClassCard filter={filter} series={data} state={state} today={today} />
            </>
          )}
        </QueryBlock>
        <div className="mt-5">
          <QueryBlock query={codes} what="The table" height={420}>
            {(data) => <CodeTable codes={data} state={state} filter={filter} />}
          </QueryBlock>
        </div>
        <UnmappedCard filter={filter} state={state} />
        <PagesCard filter={filter} state={state} />
      </div>
      {state.selection && (
        <Inspector
          key={Object.values(state.selection).join(" ")}
          filter={filter}
          selection={state.selection}
          message={state.message}
          now={now}
        />
      )}
    </div>
  );
}
