"use client";

import { useQuery } from "@tanstack/react-query";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { Note } from "@/components/ui/note";
import { Perforation } from "@/components/ui/perforation";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import type { Incident } from "@/lib/server/reports/incident";
import { IncidentFigure } from "./incident-figure";
import { IncidentHead } from "./incident-head";
import { IncidentTimeline } from "./incident-timeline";
import { LeftToDo } from "./left-to-do";

interface IncidentScreenProps {
  id: number;
  /** Who looks at it. */
  self: string;
  /** The organisation's zone. */
  tz: string;
}

/** One incident: what happened, where, who has it, and what is left to do. */
export function IncidentScreen({ id, self, tz }: IncidentScreenProps) {
  const query = useQuery({ ...reportQuery("incident", null, { id }), refetchInterval: 60_000 });
  return (
    <>
      <PageHeader
        title={
          <Below href="/alerts" parent="Alerts">
            {`Incident ${id}`}
          </Below>
        }
      />
      <div className="page">
        <QueryBlock query={query} what="The incident" height={620}>
          {(incident) => <Body {...{ incident, self, tz }} now={query.dataUpdatedAt} />}
        </QueryBlock>
      </div>
    </>
  );
}

interface BodyProps extends Omit<IncidentScreenProps, "id"> {
  incident: Incident;
  now: number;
}

function Body({ incident, self, tz, now }: BodyProps) {
  return (
    <>
      <IncidentHead {...{ incident, self, tz, now }} />
      <Perforation />
      <div className="incident-body">
        {incident.days.length > 0 ? (
          <IncidentFigure incident={incident} today={localDay(now, incident.tz)} now={now} />
        ) : (
          <Note>This rule watches whether events arrive: it has no figure by day.</Note>
        )}
        <div className="grid gap-5">
          <IncidentTimeline {...{ incident, tz, now }} />
          <LeftToDo incident={incident} />
        </div>
      </div>
    </>
  );
}
