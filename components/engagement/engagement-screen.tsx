"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { CohortCard } from "./cohort-card";
import { ComplaintCard } from "./complaint-card";
import { ComplaintChart } from "./complaint-chart";
import { GmailCard } from "./gmail-card";
import { LeftOutCard } from "./left-out-card";
import { openingOf } from "./measures";
import { PlacementNote } from "./placement-note";
import { ProviderCard } from "./provider-card";
import { ReadingChart } from "./reading-chart";

interface ScreenProps {
  filter: Filter;
  today: string;
  mayImport: boolean;
}

/** Opens and clicks, what machines add to them, by provider, and who still reads. */
export function EngagementScreen({ filter, today, mayImport }: ScreenProps) {
  const engagement = useQuery(reportQuery("engagement", filter));
  const recency = useQuery(reportQuery("recency", filter));
  const complaints = useQuery(reportQuery("complaints", filter));
  const gmail = useQuery(reportQuery("gmail-spam", filter));
  return (
    <div className="page grid gap-5">
      <QueryBlock query={engagement} what="Opens and clicks" height={900}>
        {(data) => (
          <>
            <p className="opening">{openingOf(data)}</p>
            <ReadingChart filter={filter} engagement={data} today={today} />
            <LeftOutCard engagement={data} />
            <ProviderCard providers={data.providers} />
          </>
        )}
      </QueryBlock>
      <QueryBlock query={recency} what="The cohorts" height={330}>
        {(data) => <CohortCard recency={data} filter={filter} />}
      </QueryBlock>
      <QueryBlock query={complaints} what="The complaints" height={560}>
        {(data) => (
          <>
            <ComplaintChart filter={filter} complaints={data} today={today} />
            <ComplaintCard complaints={data} />
          </>
        )}
      </QueryBlock>
      <QueryBlock query={gmail} what="What Gmail tells" height={420}>
        {(data) => <GmailCard filter={filter} spam={data} today={today} mayImport={mayImport} />}
      </QueryBlock>
      {engagement.data && <PlacementNote providers={engagement.data.providers} />}
      <p className="page-foot">
        <span>Over delivered mail, on the day it was sent. Days are {filter.tz}.</span>
        <span>Opens and clicks are in no score and in no verdict.</span>
      </p>
    </div>
  );
}
