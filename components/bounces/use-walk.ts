"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { replaceParams } from "@/components/filter/use-url-state";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import type { BounceRow } from "@/lib/server/reports/bounces";
import { bounceArguments, messageParam, type Selection } from "./state";

type Keys = Pick<BounceRow, "address" | "message">;

/** How many pages are read to find the place of a message that was linked to; beyond, it has none. */
const SEARCHED = 10;

/** The messages of a selection, newest first, and the one at hand among them. */
export function useWalk(filter: Filter, selection: Selection, wanted: Keys | null) {
  const queries = useQueryClient();
  const page = (cursor: string | undefined) =>
    reportQuery("bounces", filter, { ...bounceArguments(selection), cursor });
  const pages = useInfiniteQuery({
    queryKey: [...page(undefined).queryKey, "walk"],
    queryFn: ({ pageParam }) => queries.fetchQuery(page(pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    initialData: () => {
      const first = queries.getQueryData(page(undefined).queryKey);
      return first && { pages: [first], pageParams: [undefined] };
    },
  });

  const rows = pages.data?.pages.flatMap((each) => each.rows) ?? [];
  const found = wanted ? rows.findIndex((row) => sameKeys(row, wanted)) : 0;
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const searching = found < 0 && hasNextPage && (pages.data?.pages.length ?? 0) < SEARCHED;
  const nearEnd = found >= 0 && found >= rows.length - 2 && hasNextPage;
  useEffect(() => {
    if ((searching || nearEnd) && !isFetching) fetchNextPage();
  }, [searching, nearEnd, isFetching, fetchNextPage]);

  const at = (index: number): (() => void) | undefined => {
    const row = rows[index];
    return found >= 0 && row ? () => replaceParams({ message: messageParam(row) }) : undefined;
  };
  return {
    query: pages,
    current: wanted ?? rows[0] ?? null,
    /** Its place from 1; null where it is not known. */
    place: found >= 0 && rows.length > 0 ? found + 1 : null,
    total: pages.data?.pages[0]?.total ?? 0,
    previous: at(found - 1),
    next: at(found + 1),
  };
}

const sameKeys = (a: Keys, b: Keys): boolean => a.address === b.address && a.message === b.message;
