"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { closeParams } from "@/components/filter/use-url-state";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { ago, count, counted, span } from "@/lib/core/format";
import { isSourceName } from "@/lib/core/sources/names";
import type { SourceRow } from "@/lib/server/reports/sources";
import { ChooseSource } from "./choose-source";
import { ConnectDialog } from "./connect-dialog";
import { DayStrip } from "./day-strip";
import { SourceMenu } from "./source-menu";
import { quietWords, sourceState } from "./source-words";

interface SourcesProps {
  mayConnect: boolean;
  tz: string;
}

/** The doors by which mail's record comes in by itself, and what came through each. */
export function Sources({ mayConnect, tz }: SourcesProps) {
  const params = useSearchParams();
  const query = useQuery({ ...reportQuery("sources", null), refetchInterval: 15_000 });
  const asked = mayConnect ? params.get("connect") : null;
  const close = () => closeParams({ connect: null });
  const now = query.dataUpdatedAt;
  return (
    <section aria-labelledby="sources">
      <div className="section-head">
        <h2 className="heading" id="sources">
          Sources
        </h2>
        <span className="text-sm text-ink-3">last 24 hours</span>
        <span className="aside flex flex-wrap gap-2">
          <TableExport data={reportPath("sources", null)} what="the sources" />
          {mayConnect && (
            <ButtonLink icon="plus" href={withParams(params, { connect: "choose" })} shallow>
              Connect a source
            </ButtonLink>
          )}
        </span>
      </div>
      <QueryBlock query={query} what="The list of sources" height={150}>
        {(rows) => {
          const shown = rows.filter((row) => row.door === "acs" || row.settled || row.arrivedAt !== null);
          const quiet = shown.filter(({ state }) => state === "quiet");
          const wanted = rows.find(({ door }) => door === asked);
          return (
            <>
              {quiet.map((row) => (
                <Note key={row.door} state="watch" className="mb-3">
                  <b className="font-medium">
                    {row.title} {row.arrivedAt === null ? "has sent nothing yet." : "has fallen silent."}
                  </b>{" "}
                  {quietWords(row, now)}
                </Note>
              ))}
              <SourceTable rows={shown} {...{ mayConnect, tz, now }} />
              {asked === "choose" && (
                <ChooseSource
                  rows={rows}
                  hrefOf={(door) => withParams(params, { connect: door })}
                  onClose={close}
                />
              )}
              {wanted && isSourceName(wanted.door) && (
                <ConnectDialog key={wanted.door} row={wanted} onClose={close} />
              )}
            </>
          );
        }}
      </QueryBlock>
      <p className="chart-summary mt-2.5">
        A webhook and a log export report the same deliveries. What both bring is counted once.
      </p>
    </section>
  );
}

interface TableProps extends SourcesProps {
  rows: SourceRow[];
  now: number;
}

function SourceTable({ rows, mayConnect, tz, now }: TableProps) {
  return (
    <div className="card overflow-hidden">
      <table className="data-table middle stacks">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Source</th>
            <th scope="col">Last event</th>
            <th scope="col" className="end">
              Lag
            </th>
            <th scope="col" className="end">
              New
            </th>
            <th scope="col" className="end">
              Known
            </th>
            <th scope="col" className="end">
              Set aside
            </th>
            <th scope="col">24 hours</th>
            {mayConnect && (
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.door} {...{ row, mayConnect, tz, now }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, mayConnect, tz, now }: { row: SourceRow; mayConnect: boolean; tz: string; now: number }) {
  const { state, words } = sourceState(row, tz, now);
  const figure = (n: number) => (row.arrivedAt === null && n === 0 ? "–" : count(n));
  return (
    <tr className="max-wide:grid-cols-[minmax(0,1fr)_auto]!">
      <td className="max-wide:col-start-2 max-wide:row-start-1 max-wide:justify-self-end">
        <StateLabel state={state}>{words}</StateLabel>
      </td>
      <th scope="row" className="max-wide:col-start-1 max-wide:row-span-2 max-wide:row-start-1">
        <div className="font-medium">{row.title}</div>
        <div className="text-sm wrap-anywhere text-ink-3">
          {row.address ? `POST ${new URL(row.address).pathname}` : "comes in by itself"}
        </div>
        {row.error && <div className="text-sm wrap-anywhere text-t-hard">{row.error}</div>}
        {row.refused > 0 && (
          <div className="text-sm text-t-hard">
            {counted(row.refused, "request")} refused: wrong or missing proof
          </div>
        )}
      </th>
      <td className="text-ink-2 max-wide:col-start-2 max-wide:row-start-2 max-wide:justify-self-end max-wide:text-sm">
        {row.arrivedAt === null ? "never" : ago(now - row.arrivedAt)}
      </td>
      <td className="end text-ink-2 max-wide:hidden">{row.lag === null ? "–" : span(row.lag)}</td>
      <td className="end max-wide:hidden">{figure(row.accepted)}</td>
      <td className="end text-ink-2 max-wide:hidden">{figure(row.duplicates)}</td>
      <td className="end max-wide:col-start-1 max-wide:row-start-3 max-wide:justify-self-start max-wide:text-sm">
        {row.aside > 0 ? (
          <Link href={`/imports?door=${row.door}#quarantine`} scroll={false}>
            {count(row.aside)}
            <span className="wide:sr-only"> set aside</span>
          </Link>
        ) : (
          <span className="text-ink-2 max-wide:hidden">{figure(0)}</span>
        )}
      </td>
      <td className="max-wide:hidden">
        <DayStrip bars={row.strip} title={row.title} />
      </td>
      {mayConnect && (
        <td className="end max-wide:col-start-2 max-wide:row-start-3 max-wide:justify-self-end">
          <SourceMenu row={row} />
        </td>
      )}
    </tr>
  );
}
