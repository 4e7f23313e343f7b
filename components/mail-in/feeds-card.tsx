"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { ago, moment, span } from "@/lib/core/format";
import { FEED_TITLES } from "@/lib/core/sources/doors";
import type { FeedRow } from "@/lib/server/reports/feeds";

/** What Repute listens to and fetches from by itself: where, when it last looked, and what went wrong. */
export function FeedsCard({ tz }: { tz: string }) {
  const query = useQuery({ ...reportQuery("feeds", null), refetchInterval: 30_000 });
  return (
    <section aria-labelledby="feeds" className="mt-6">
      <div className="section-head">
        <h2 className="heading" id="feeds">
          Mail and logs that are fetched
        </h2>
        <span className="aside flex flex-wrap gap-2">
          {query.data && query.data.length > 0 && (
            <TableExport data={reportPath("feeds", null)} what="the feeds" />
          )}
          <ButtonLink href="/imports/mail">Mails that came in</ButtonLink>
        </span>
      </div>
      <QueryBlock query={query} what="The list of feeds" height={120}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="card card-body text-ink-2">
              Nothing is fetched here yet. docs/mailbox.md and docs/log-stores.md say how a mailbox, a mail
              listener, Azure blobs or an Event Hub are set up.
            </p>
          ) : (
            <div className="card overflow-hidden">
              <table className="data-table middle stacks">
                <thead>
                  <tr>
                    <th>State</th>
                    <th>What</th>
                    <th>Last came</th>
                    <th>Last look</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <FeedLine key={row.name} row={row} tz={tz} now={query.dataUpdatedAt} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </QueryBlock>
    </section>
  );
}

function FeedLine({ row, tz, now }: { row: FeedRow; tz: string; now: number }) {
  const { name, address, polledAt, error, errorAt, arrivedAt, lag } = row;
  const state = error ? "alert" : polledAt === null ? "none" : "ok";
  const word = error
    ? "Fails"
    : polledAt === null
      ? "Not yet asked"
      : name === "mail-smtp"
        ? "Listens"
        : "Works";
  return (
    <tr>
      <td>
        <StateLabel state={state}>{word}</StateLabel>
      </td>
      <th scope="row">
        <div className="font-medium">{FEED_TITLES[name]}</div>
        <div className="text-sm text-ink-3 wrap-anywhere">{address}</div>
        {error && (
          <div className="text-sm text-ink-2 wrap-anywhere">
            {error}
            {errorAt !== null && ` (since ${moment(errorAt, tz, now)})`}
          </div>
        )}
      </th>
      <td className="text-ink-2 max-wide:hidden">
        {arrivedAt === null ? "–" : ago(now - arrivedAt)}
        {lag !== null && <div className="text-sm text-ink-3">{span(lag)} behind</div>}
      </td>
      <td className="text-ink-2">{polledAt === null ? "–" : ago(now - polledAt)}</td>
    </tr>
  );
}
