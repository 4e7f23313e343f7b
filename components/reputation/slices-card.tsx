"use client";

import Link from "next/link";
import { withParams } from "@/components/filter/href";
import { Pager } from "@/components/filter/pager";
import { FIRST_PAGE } from "@/components/filter/pages";
import { ShallowLink } from "@/components/filter/shallow-link";
import { replaceParams } from "@/components/filter/use-url-state";
import { changeOf, pointsWord } from "@/components/overview/change";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { count, percent } from "@/lib/core/format";
import { metricOf } from "@/lib/core/metrics";
import { SLICE_NAMES, SLICES } from "@/lib/core/slice";
import { rate, wilson } from "@/lib/core/statistics";
import type { SliceRow, SlicesReport } from "@/lib/server/reports/slices";
import { sliceHref, sliceName } from "./slice-href";
import { everySlice, type ReputationState } from "./state";

interface SlicesCardProps {
  report: SlicesReport;
  state: ReputationState;
  filter: Filter;
  params: URLSearchParams;
}

/** A file is asked for in fewer pages than the table. */
const FILE_LIMIT = "10000";
const ORDERS = [
  { value: "count", label: "Most" },
  { value: "moved", label: "Moved" },
] as const;

/** The metric by sender, provider, domain or reason, against the period before; a name makes the chart one of it. */
export function SlicesCard({ report, state, filter, params }: SlicesCardProps) {
  const { rows, slices, metric, next } = report;
  return (
    <Card
      id="slices"
      title={`${metricOf(metric).countTitle} by ${SLICES[state.by].label.toLowerCase()}`}
      subtitle={slices > rows.length ? `${rows.length} of ${count(slices)}` : undefined}
      aside={
        <>
          <Segmented
            label="Order"
            options={ORDERS}
            value={state.order}
            onChange={(order) => replaceParams({ ...FIRST_PAGE, order: order === "count" ? null : order })}
          />
          <TableExport
            data={reportPath("slices", filter, { ...everySlice(state), limit: FILE_LIMIT })}
            what="the slices"
          />
        </>
      }
      flush
    >
      <div className="flex gap-2 overflow-x-auto px-[18px] pb-3 max-wide:px-3.5">
        <Segmented
          label="Slice by"
          options={SLICE_NAMES.map((value) => ({ value, label: SLICES[value].label }))}
          value={state.by}
          onChange={(by) => replaceParams({ ...FIRST_PAGE, by: by === "provider" ? null : by, of: null })}
        />
      </div>
      {rows.length === 0 ? (
        <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">
          {state.order === "moved"
            ? "None has enough mail in both periods to be compared."
            : state.by === "campaign"
              ? "No source named a campaign or a tag of mail of these days."
              : "Nothing was counted in these days."}
        </p>
      ) : (
        <div className="overflow-x-auto">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{SLICES[state.by].label}</th>
                <th scope="col" className="end">
                  Rate
                </th>
                <th scope="col" className="end">
                  Count
                </th>
                <th scope="col" className="end max-wide:hidden">
                  95% interval
                </th>
                <th scope="col" className="end">
                  Change
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.name} {...{ row, state, filter, params }} good={metricOf(metric).good} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="card-foot">
        <span>
          {state.of || (filter.sender && state.by.startsWith("sender")) ? (
            <ShallowLink href={withParams(params, { of: null })}>Back to all mail</ShallowLink>
          ) : (
            "Choose a name to see it over time."
          )}
        </span>
        <Pager
          label="Pages of the slices"
          words={["Before", "More"]}
          place={state.place}
          next={next}
          params={params}
        />
      </div>
    </Card>
  );
}

interface RowProps extends Omit<SlicesCardProps, "report"> {
  row: SliceRow;
  good: "more" | "less" | null;
}

function Row({ row: { name, now, before }, state, filter, params, good }: RowProps) {
  const { low, high } = wilson(now.k, now.n);
  const chosen = state.of === name || (state.by.startsWith("sender") && filter.sender === name);
  const href = sliceHref(state.by, name, filter, params);
  const label = sliceName(state.by, name);
  return (
    <tr className="opens" aria-selected={chosen}>
      <th scope="row" className="max-w-[320px] break-words">
        {state.by.startsWith("sender") ? (
          <Link href={href}>{label}</Link>
        ) : (
          <ShallowLink href={href}>{label}</ShallowLink>
        )}
      </th>
      <td className="end font-medium">{percent(rate(now.k, now.n))}</td>
      <td className="end text-ink-3">
        {count(now.k)} <span className="max-wide:hidden">of {count(now.n)}</span>
      </td>
      <td className="end text-ink-3 max-wide:hidden">
        {now.n === 0 ? "no data" : `${(low * 100).toFixed(2)} to ${(high * 100).toFixed(2)}%`}
      </td>
      <td className="end whitespace-nowrap">
        <Moved change={changeOf(now, before)} good={good} />
      </td>
    </tr>
  );
}

/** Green and red only where the difference is clear. */
function Moved({ change, good }: { change: ReturnType<typeof changeOf>; good: RowProps["good"] }) {
  if (change.kind === "incomparable") return <span className="text-ink-3">nothing before</span>;
  if (change.kind === "none") return <span className="text-ink-3">as before</span>;
  if (change.kind === "unclear") return <span className="text-ink-3">≈ no clear change</span>;
  const up = change.points > 0;
  const tone = good === null ? "text-ink-2" : up === (good === "more") ? "text-ok" : "text-alert";
  return (
    <span className={tone}>
      <span aria-hidden="true">{up ? "▲" : "▼"}</span>
      <span className="sr-only">{up ? "up" : "down"}</span> {pointsWord(change.points)}
    </span>
  );
}
