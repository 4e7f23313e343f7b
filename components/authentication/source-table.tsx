"use client";

import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { evidenceOf, listed } from "@/lib/core/authentication/advice";
import { count, counted } from "@/lib/core/format";
import type { Authentication, SourceRow } from "@/lib/server/reports/authentication";
import { CLOSED } from "./state";
import { passWord, SOURCE_STATES } from "./words";

interface SourceTableProps {
  report: Authentication;
  open: string | null;
  /** There is little room: only what tells sources apart. */
  dense: boolean;
}

/** Who sends with the organisation's domains in From, in the order of attention; a row opens its mail. */
export function SourceTable({ report, open, dense }: SourceTableProps) {
  const { sources, moreSources, days } = report;
  return (
    <section aria-labelledby="sources-title">
      <div className="section-head">
        <h2 className="heading" id="sources-title">
          Who sends as you
        </h2>
        <span className="text-sm text-ink-3">by source, {counted(days.length, "day")}</span>
        <span className="aside">
          <TableExport data={sources} what="the sources" />
        </span>
      </div>
      <div className="card overflow-hidden">
        <table className="data-table stacks">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Source</th>
              <th scope="col" className="end">
                Messages
              </th>
              <th scope="col">SPF aligned</th>
              <th scope="col">DKIM aligned</th>
              {!dense && (
                <>
                  <th scope="col">For</th>
                  <th scope="col">
                    <span className="sr-only">What to do</span>
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Row key={source.key} source={source} current={source.key === open} dense={dense} />
            ))}
          </tbody>
        </table>
        {moreSources > 0 && (
          <p className="card-foot">
            {counted(moreSources, "more source")}, each with fewer messages than these.
          </p>
        )}
      </div>
    </section>
  );
}

const TO_DO: Partial<Record<SourceRow["state"], string>> = {
  failing: "How to mend it",
  unknown: "Is it yours?",
};

function Row({ source, current, dense }: { source: SourceRow; current: boolean; dense: boolean }) {
  const params = useSearchParams();
  const { state, word } = SOURCE_STATES[source.state];
  const [spf, dkim] = [passWord(source.spf, source.n), passWord(source.dkim, source.n)];
  return (
    <tr className="opens">
      <td>
        <StateLabel state={state}>{word}</StateLabel>
      </td>
      <td className="whole">
        <ShallowLink
          className="cover font-medium wrap-anywhere"
          href={withParams(params, { ...CLOSED, source: source.key })}
          aria-current={current ? "true" : undefined}
          data-row={source.key}
        >
          {source.name}
        </ShallowLink>
        <div className="text-sm text-ink-3 wrap-anywhere">
          {evidenceOf({ ...source, origins: [], failingSince: null })}
        </div>
      </td>
      <td className="end font-medium max-wide:col-start-3 max-wide:row-start-1">{count(source.n)}</td>
      <td className="max-wide:hidden">
        <StateLabel state={spf.state}>{spf.word}</StateLabel>
      </td>
      <td className="max-wide:hidden">
        <StateLabel state={dkim.state}>{dkim.word}</StateLabel>
      </td>
      {!dense && (
        <>
          <td className="max-w-[240px] text-ink-2 wrap-break-word max-wide:hidden">
            {listed(source.senders.map(({ domain }) => domain))}
          </td>
          <td className="text-right text-sm whitespace-nowrap max-wide:hidden">
            {TO_DO[source.state] && (
              <span className="underline decoration-line-2 underline-offset-3" aria-hidden="true">
                {TO_DO[source.state]}
              </span>
            )}
          </td>
        </>
      )}
    </tr>
  );
}
