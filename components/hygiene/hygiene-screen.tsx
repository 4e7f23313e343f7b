"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { following, preceding } from "@/components/filter/pages";
import { ButtonLink } from "@/components/ui/button";
import { QueryBlock } from "@/components/ui/query-block";
import { Skeleton } from "@/components/ui/skeleton";
import { reportQuery } from "@/lib/client/queries";
import { counted } from "@/lib/core/format";
import type { Hygiene } from "@/lib/server/reports/hygiene";
import { HygieneFilters } from "./hygiene-filters";
import { HygieneOpening } from "./hygiene-opening";
import { HygieneTable } from "./hygiene-table";
import { NothingListed } from "./nothing-listed";
import { FIRST_PAGE, readView, viewArguments } from "./state";

/** What the own lists should lose: sentence, filters, rows with their evidence. */
export function HygieneScreen({ tz, mayLook }: { tz: string; mayLook: boolean }) {
  const params = useSearchParams();
  const view = readView(params);
  const query = useQuery({
    ...reportQuery("hygiene", null, viewArguments(view)),
    placeholderData: keepPreviousData,
  });
  const now = query.dataUpdatedAt || Date.now();
  return (
    <div className="page">
      {query.data ? (
        <HygieneOpening data={query.data} now={now} mayLook={mayLook} />
      ) : (
        query.isPending && <Skeleton className="mb-[18px] h-[58px] max-w-[36em]" />
      )}
      <HygieneFilters params={params} counts={query.data?.counts} />
      <QueryBlock query={query} what="The worklist" height={520}>
        {(data) => (
          <>
            {data.rows.length > 0 ? (
              <HygieneTable rows={data.rows} now={now} tz={tz} />
            ) : (
              <NothingListed data={data} params={params} />
            )}
            <Pager data={data} params={params} />
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function Pager({ data, params }: { data: Hygiene; params: URLSearchParams }) {
  const view = readView(params);
  const before = view.cursor ? (preceding(view) ?? FIRST_PAGE) : null;
  if (data.rows.length === 0 && !before) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <span>{counted(data.rows.length, "address", "addresses")} here, latest evidence first</span>
      {before && (
        <ButtonLink href={withParams(params, before)} scroll={false} prefetch={false}>
          Previous
        </ButtonLink>
      )}
      {data.next && (
        <ButtonLink href={withParams(params, following(view, data.next))} prefetch={false}>
          Next
        </ButtonLink>
      )}
    </nav>
  );
}
