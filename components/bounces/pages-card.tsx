"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { OutwardLinkButton } from "@/components/events/outward";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { Card } from "@/components/ui/card";
import { OutcomeLabel } from "@/components/ui/outcome";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import type { Filter } from "@/lib/core/filter";
import { count, counted } from "@/lib/core/format";
import type { BouncePage } from "@/lib/server/reports/bounce-urls";
import { type BounceState, openedPage } from "./state";

/** The documents that the receivers point to. A row opens the bounces behind it; the arrow asks before it leaves. */
export function PagesCard({ filter, state }: { filter: Filter; state: BounceState }) {
  const query = useQuery(reportQuery("bounce-urls", filter));
  if (query.data?.rows.length === 0) return null;
  return (
    <div className="mt-5">
      <QueryBlock query={query} what="The list of pages" height={220}>
        {({ rows, total }) => (
          <Card
            id="pages"
            title="Pages the replies point to"
            subtitle="shown as text; a link asks before it opens"
            aside={<TableExport data={reportPath("bounce-urls", filter)} what="the pages" />}
            flush
          >
            <table className="data-table stacks">
              <thead>
                <tr>
                  <th scope="col">Page</th>
                  <th scope="col">Class</th>
                  <th scope="col" className="end">
                    Bounces
                  </th>
                  <th scope="col">
                    <span className="sr-only">Open</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.url} row={row} selection={state.selection} />
                ))}
              </tbody>
            </table>
            {total > rows.length && (
              <p className="card-foot">
                {counted(total - rows.length, "more page")}, each with fewer bounces than these.
              </p>
            )}
          </Card>
        )}
      </QueryBlock>
    </div>
  );
}

function Row({ row, selection }: { row: BouncePage; selection: BounceState["selection"] }) {
  const params = useSearchParams();
  const { url, by, category } = row;
  const [scheme, rest] = [url.slice(0, url.indexOf("//") + 2), url.slice(url.indexOf("//") + 2)];
  const why = CATEGORY_WORDS[category].title;
  return (
    <tr className="opens max-wide:grid-cols-[minmax(0,1fr)_auto_auto]">
      <td className="whole max-wide:row-start-1">
        <ShallowLink
          className="cover font-mono text-[12.5px] wrap-anywhere"
          href={withParams(params, openedPage(url))}
          aria-current={selection?.by === "page" && selection.page === url}
        >
          <span className="text-ink-3">{scheme}</span>
          {rest}
        </ShallowLink>
        <div className="text-sm text-ink-2">
          {by ? `${by}: ${why[0]?.toLowerCase()}${why.slice(1)}` : why}
        </div>
      </td>
      <td>
        <OutcomeLabel outcome={row.class} />
      </td>
      <td className="end font-medium">{count(row.count)}</td>
      <td className="w-8 max-wide:-my-2">
        <OutwardLinkButton link={row} />
      </td>
    </tr>
  );
}
