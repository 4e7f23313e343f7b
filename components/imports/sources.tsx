"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { reportQuery } from "@/lib/client/queries";
import { ago, count, moment } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";

interface Props {
  imports: ImportRow[];
  now: number;
  tz: string;
  /** Where the steps are that connect the webhook. */
  connectHref: string;
}

/** The doors by which mail's record comes in, and what came through each. */
export function Sources({ imports, now, tz, connectHref }: Props) {
  const query = useQuery({ ...reportQuery("webhook", null), refetchInterval: 30_000 });
  const last = imports.find((row) => row.state === "done" && !row.demo);
  return (
    <section aria-labelledby="sources">
      <div className="section-head">
        <h2 className="heading" id="sources">
          Sources
        </h2>
        <span className="text-sm text-ink-3">webhook: last 24 hours</span>
        <ButtonLink className="aside" icon="plus" href={connectHref} scroll={false}>
          Connect ACS
        </ButtonLink>
      </div>
      <QueryBlock query={query} what="The list of sources" height={150}>
        {(webhook) => (
          <div className="card overflow-hidden">
            <table className="data-table middle stacks">
              <thead>
                <tr>
                  <th>State</th>
                  <th>Source</th>
                  <th>Last event</th>
                  <th className="end">New</th>
                  <th className="end">Rejected</th>
                </tr>
              </thead>
              <tbody>
                <SourceRow
                  name="ACS webhook"
                  door="POST /api/v1/ingest/acs"
                  state={webhook.lastEvent === null ? null : "Live"}
                  nothing="Nothing in 24 h"
                  last={webhook.lastEvent === null ? "–" : ago(query.dataUpdatedAt - webhook.lastEvent)}
                  counts={webhook}
                />
                <SourceRow
                  name="ACS log export"
                  door="by hand, or by the command line"
                  state={last ? "Read" : null}
                  nothing="Nothing yet"
                  last={last ? moment(last.startedAt, tz, now) : "–"}
                  counts={last}
                />
              </tbody>
            </table>
          </div>
        )}
      </QueryBlock>
      <p className="chart-summary mt-2.5">
        The webhook and the log export report the same deliveries. What both bring is counted once.
      </p>
    </section>
  );
}

interface SourceRowProps {
  name: string;
  door: string;
  /** Null: nothing came, which `nothing` says. */
  state: string | null;
  nothing: string;
  last: string;
  counts: { accepted: number; rejected: number } | undefined;
}

function SourceRow({ name, door, state, nothing, last, counts }: SourceRowProps) {
  return (
    <tr className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
      <td className="max-wide:col-start-2 max-wide:justify-self-end">
        <StateLabel state={state ? "ok" : "none"}>{state ?? nothing}</StateLabel>
      </td>
      <th scope="row" className="max-wide:row-span-2 max-wide:row-start-1">
        <div className="font-medium">{name}</div>
        <div className="text-sm text-ink-3">{door}</div>
      </th>
      <td className="text-ink-2 max-wide:col-start-2 max-wide:justify-self-end max-wide:text-sm">{last}</td>
      <td className="end max-wide:hidden">{counts ? count(counts.accepted) : "–"}</td>
      <td className="end text-ink-2 max-wide:hidden">{counts ? count(counts.rejected) : "–"}</td>
    </tr>
  );
}
