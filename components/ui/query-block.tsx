"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "@/lib/client/request";
import { ErrorState } from "./error-state";
import { BlockSkeleton } from "./skeleton";

interface QueryBlockProps<Data> {
  query: UseQueryResult<Data>;
  /** As it stands in "… did not load": "This chart". */
  what: string;
  /** Of the block when it is there, in px, so that nothing moves when it comes. */
  height: number;
  children(data: Data): ReactNode;
}

/** One block of a page and its states: while it loads, when it failed (only the block), when it is there. */
export function QueryBlock<Data>({ query, what, height, children }: QueryBlockProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <BlockSkeleton label={what} height={height} />;
  const { error } = query;
  return (
    <div className="card card-body" style={{ minHeight: height }}>
      <ErrorState
        what={what}
        reason={error instanceof Problem ? error.message : undefined}
        requestId={error instanceof Problem ? error.requestId : undefined}
        onRetry={() => query.refetch()}
      />
    </div>
  );
}
