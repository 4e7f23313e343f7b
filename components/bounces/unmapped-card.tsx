"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
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
import { isOpen } from "./code-table";
import { type BounceState, opened } from "./state";

/** Codes that receivers made up, and how their bounces were read all the same. Nothing where there are none. */
export function UnmappedCard({ filter, state }: { filter: Filter; state: BounceState }) {
  const params = useSearchParams();
  const query = useQuery(reportQuery("unmapped", filter));
  if (query.isPending || query.data?.rows.length === 0) return null;
  return (
    <div className="mt-5">
      <QueryBlock query={query} what="The list of unknown codes" height={160}>
        {({ rows, count: bounces, total }) => (
          <Card
            id="unmapped"
            title="Codes we have no words for"
            subtitle={`${count(bounces)} of ${counted(total, "bounce")}`}
            aside={<TableExport data={reportPath("unmapped", filter)} what="the unknown codes" />}
            flush
          >
            <table className="data-table stacks">
              <thead>
                <tr>
                  <th scope="col">Code</th>
                  <th scope="col">Class</th>
                  <th scope="col">Read from the text as</th>
                  <th scope="col" className="end">
                    Bounces
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.code} ${row.class}`} className="opens">
                    <td className="font-mono text-[13px] font-semibold">
                      <ShallowLink
                        className="cover"
                        href={withParams(params, { ...opened(row), by: null })}
                        aria-current={isOpen(state.selection, row)}
                      >
                        {row.code}
                      </ShallowLink>
                    </td>
                    <td>
                      <OutcomeLabel outcome={row.class} />
                    </td>
                    <td className="whole">{CATEGORY_WORDS[row.category].title}</td>
                    <td className="end font-medium">{count(row.count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="card-foot">
              In neither the table of 56 nor the registry: their class comes from the first digit and the
              text.
            </p>
          </Card>
        )}
      </QueryBlock>
    </div>
  );
}
