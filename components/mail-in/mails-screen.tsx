"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { FIRST_PAGE, following, preceding, readPlace } from "@/components/filter/pages";
import { pushParams } from "@/components/filter/use-url-state";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { type BoundedSum, boundedWords } from "@/lib/core/bounded-count";
import { MAIL_STATE_WORDS, mailsSentence } from "@/lib/core/mail-in/words";
import type { Mails } from "@/lib/server/reports/incoming-mails";
import { MailTable } from "./mail-table";
import { mailState, STATES } from "./state";

const complaintWords = (sum: BoundedSum): string =>
  `${boundedWords(sum)} ${sum.n === 1 ? "complaint" : "complaints"}`;

/** The mails that came to the return path, the complaint address and the report address, and what was made of each. */
export function MailsScreen({ tz, now }: { tz: string; now: number }) {
  const params = useSearchParams();
  const { cursor } = readPlace(params);
  const state = mailState(params);
  const query = useQuery({
    ...reportQuery("incoming-mails", null, { state, cursor: cursor ?? undefined }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <QueryBlock query={query} what="The list of mails" height={420}>
        {(report) => (
          <>
            <p className="opening">
              {mailsSentence(report.counts, report.answers)}
              {report.incidents.n > 0 && ` Those taken in stand for ${complaintWords(report.incidents)}.`}
            </p>
            {Object.values(report.counts).some((n) => n > 0) ? (
              <Rows report={report} tz={tz} now={now} />
            ) : (
              <EmptyState title="There is no mail to show.">
                Bounces that come after a mail was accepted, complaints, unsubscribes and DMARC reports are
                read from mail: by a listener, from a mailbox, or by HTTP. docs/mailbox.md says how to set
                that up.
              </EmptyState>
            )}
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function Rows({ report, tz, now }: { report: Mails; tz: string; now: number }) {
  const params = useSearchParams();
  const state = mailState(params);
  const place = readPlace(params);
  const before = preceding(place);
  return (
    <>
      <Segmented
        label="State of the mails"
        className="mb-3 min-w-0 max-w-full overflow-x-auto"
        options={STATES}
        value={state ?? "all"}
        onChange={(value) => pushParams({ ...FIRST_PAGE, state: value === "all" ? null : value })}
      />
      {report.rows.length > 0 ? (
        <MailTable rows={report.rows} tz={tz} now={now} />
      ) : (
        <EmptyState title={state ? `None is in the state “${MAIL_STATE_WORDS[state]}”.` : "None."} />
      )}
      <nav className="pager" aria-label="Pages">
        <span>Newest first</span>
        <TableExport data={reportPath("incoming-mails", null, { state })} what="all of these mails" />
        {before && (
          <ButtonLink href={withParams(params, before)} prefetch={false}>
            Previous
          </ButtonLink>
        )}
        {report.next && (
          <ButtonLink href={withParams(params, following(place, report.next))} prefetch={false}>
            Next
          </ButtonLink>
        )}
      </nav>
    </>
  );
}
