"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { momentSecond } from "@/components/events/moments";
import { Pager } from "@/components/filter/pager";
import { readPlace } from "@/components/filter/pages";
import { EmptyState } from "@/components/ui/empty-state";
import { OUTCOME_WORDS, OutcomeLabel } from "@/components/ui/outcome";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { sliceWords } from "@/lib/core/change-words";
import type { Filter } from "@/lib/core/filter";
import { count, moment } from "@/lib/core/format";
import { metricOf } from "@/lib/core/metrics";
import type { MailRow } from "@/lib/server/reports/mail";
import { mailArguments } from "./mail-state";
import { readReputationState } from "./state";

interface MailListProps {
  filter: Filter;
  now: number;
}

/** The deliveries that a figure counts, newest first; each opens its message. */
export function MailList({ filter, now }: MailListProps) {
  const params = useSearchParams();
  const { metric, by, of } = readReputationState(params);
  const place = readPlace(params);
  const query = useQuery({
    ...reportQuery("mail", filter, mailArguments(params)),
    placeholderData: keepPreviousData,
  });
  const { one, many } = metricOf(metric);
  const about = [of ? sliceWords({ by, name: of }) : "", filter.sender ? `in mail of ${filter.sender}` : ""];
  return (
    <div className="page">
      <QueryBlock query={query} what="The mail" height={520}>
        {({ rows, total, start, end, next }) => (
          <>
            <p className="opening">
              <strong>{count(total)}</strong> {total === 1 ? one : many} {about.filter(Boolean).join(" ")}{" "}
              from {moment(start, filter.tz, now)} to {moment(end, filter.tz, now)}.
            </p>
            {rows.length === 0 ? (
              <EmptyState title="Nothing is counted here.">
                Where the log has passed its retention, the figures stay and the mail behind them is gone.
              </EmptyState>
            ) : (
              <>
                <div className="card overflow-hidden" aria-busy={query.isPlaceholderData}>
                  <table className="data-table stacks">
                    <thead>
                      <tr>
                        <th scope="col">When</th>
                        <th scope="col">Outcome</th>
                        <th scope="col">Recipient</th>
                        <th scope="col">Code</th>
                        <th scope="col">Sender</th>
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <Row key={`${row.address} ${row.message}`} row={row} tz={filter.tz} now={now} />
                      ))}
                    </tbody>
                  </table>
                </div>
                <Pager label="Pages of the mail" {...{ place, next, params }}>
                  <span>
                    {filter.tz}, newest first. A delivery stands at its earliest report, as in the figures.
                  </span>
                  <TableExport
                    data={reportPath("mail", filter, { ...mailArguments(params), cursor: undefined })}
                    what="all of this mail"
                  />
                </Pager>
              </>
            )}
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function Row({ row, tz, now }: { row: MailRow; tz: string; now: number }) {
  const { address, message, at, outcome, recipient, code, asynchronous, sender } = row;
  const glyph = outcome === "queued" || outcome === "delayed" ? "pending" : outcome;
  return (
    <tr className="opens">
      <td className="whitespace-nowrap">
        <Link href={`/events/${address}/${message}`}>
          <time dateTime={new Date(at).toISOString()}>{momentSecond(at, tz, now)}</time>
        </Link>
      </td>
      <td>
        <OutcomeLabel outcome={glyph}>
          {OUTCOME_WORDS[glyph]}
          {asynchronous && ", late"}
        </OutcomeLabel>
      </td>
      <td className="whole break-all">{recipient}</td>
      <td className="font-mono text-[12px]">{code || "—"}</td>
      <td className="break-all text-ink-3 max-wide:hidden">{sender || "—"}</td>
    </tr>
  );
}
