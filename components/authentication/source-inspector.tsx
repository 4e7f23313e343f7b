"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Pager } from "@/components/filter/pager";
import { dayWords } from "@/components/filter/words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { useToast } from "@/components/ui/toast";
import { answerSource } from "@/lib/client/authentication";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count, counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Authentication, SourceRow } from "@/lib/server/reports/authentication";
import { Inspector } from "./inspector";
import { RecordList } from "./record-list";
import { type AuthenticationState, CLOSED } from "./state";
import { Mend } from "./verdict";
import { SOURCE_STATES } from "./words";

interface SourceInspectorProps {
  source: string;
  report: Authentication | undefined;
  state: AuthenticationState;
  filter: Filter;
  today: string;
  mayAnswer: boolean;
}

/** One source: what is counted of it, what to do about it, and its records. */
export function SourceInspector(props: SourceInspectorProps) {
  const { source, report, state, filter, today, mayAnswer } = props;
  const row = report?.sources.find(({ key }) => key === source);
  return (
    <Inspector context="Source of mail" title={row?.name ?? source} row={source} closed={CLOSED}>
      {row && (
        <>
          <Facts row={row} today={today} />
          {row.state === "failing" && (
            <section className="mt-4">
              <h3 className="subheading">How to mend it</h3>
              <Mend source={row} />
            </section>
          )}
          <Ownership row={row} mayAnswer={mayAnswer} />
        </>
      )}
      <section className="mt-5">
        <h3 className="subheading">Its records</h3>
        <Records source={source} state={state} filter={filter} today={today} />
      </section>
    </Inspector>
  );
}

function Facts({ row, today }: { row: SourceRow; today: string }) {
  const { state, word } = SOURCE_STATES[row.state];
  const share = (k: number) => `${count(k)} · ${percent(rate(k, row.n))}`;
  const facts: [string, string][] = [
    ["Messages", count(row.n)],
    ["SPF aligned", share(row.spf)],
    ["DKIM aligned", share(row.dkim)],
    [
      "Failed",
      `${share(row.failed)}${row.failingSince ? `, first on ${dayWords(row.failingSince, today)}` : ""}`,
    ],
    [
      "Refused",
      row.refusedBy
        ? `${count(row.rejected)}, most of them by ${row.refusedBy.reporter}`
        : count(row.rejected),
    ],
    ["Writes as", row.senders.map(({ domain, n }) => `${domain} (${count(n)})`).join(", ")],
    [
      "Comes from",
      row.networks.slice(0, 6).join(", ") +
        (row.networks.length > 6 ? ` and ${row.networks.length - 6} more` : ""),
    ],
    ["Your keys", row.selectors.join(", ") || "none"],
    ["Passes for", row.passesFor.slice(0, 6).join(", ") || "nobody else"],
  ];
  return (
    <>
      <p className="mb-3">
        <StateLabel state={state} pill>
          {word}
        </StateLabel>
      </p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div className="contents" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Only people know whose a source is; an answer moves it between failing, unknown and not ours. */
function Ownership({ row, mayAnswer }: { row: SourceRow; mayAnswer: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const answer = useMutation({
    mutationFn: answerSource,
    onSuccess: (_, { mine }) => {
      const said = mine === null ? "is open again" : mine ? "is yours" : "is not yours";
      toast({
        text: `${row.name} ${said}.`,
        undo: { label: "Undo", run: () => answer.mutate({ source: row.key, mine: row.mine }) },
      });
    },
    onError: (error) => toast({ state: "alert", text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report"] }),
  });
  const say = (mine: boolean | null) => () => answer.mutate({ source: row.key, mine });
  const said =
    row.mine === null
      ? "Nobody has said so yet."
      : row.mine
        ? "Somebody said that it is."
        : "Somebody said that it is not.";
  if (row.state === "known" && row.mine === null) return null;
  return (
    <section className="mt-4" aria-label="Whose it is">
      <h3 className="subheading">Is it yours?</h3>
      <p className="text-sm text-ink-2">
        {said} {mayAnswer ? "" : "An admin may."}
      </p>
      {mayAnswer && (
        <div className="mt-2 flex flex-wrap gap-2">
          {row.mine !== true && (
            <Button busy={answer.isPending && "Saving"} onClick={say(true)}>
              It is ours
            </Button>
          )}
          {row.mine !== false && (
            <Button busy={answer.isPending && "Saving"} onClick={say(false)}>
              It is not ours
            </Button>
          )}
          {row.mine !== null && (
            <Button variant="bare" busy={answer.isPending && "Saving"} onClick={say(null)}>
              Take the answer back
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Records({
  source,
  state,
  filter,
  today,
}: Pick<SourceInspectorProps, "source" | "state" | "filter" | "today">) {
  const params = useSearchParams();
  const query = useQuery(
    reportQuery("authentication-source", filter, { source, cursor: state.cursor ?? undefined }),
  );
  return (
    <QueryBlock query={query} what="The records" height={260}>
      {({ rows, next }) => {
        if (rows.length === 0) return <EmptyState title="No record of this source in these days." />;
        return (
          <>
            <p className="text-sm text-ink-3">
              {counted(rows.length, "record")} on this page, the latest day first
            </p>
            <RecordList rows={rows} today={today} linked />
            <Pager label="Pages of the records" place={state} {...{ next, params }} />
          </>
        );
      }}
    </QueryBlock>
  );
}
