"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ask } from "@/lib/client/request";
import type { Pace } from "@/lib/core/import-progress";
import type { ImportRow } from "@/lib/server/reports/imports";

/** One run as it stands; while it runs, how fast and how long still. */
export type ImportProgress = ImportRow & Pace;

const EVERY_SECOND = 1000;

/** Follows an import until it ends, whoever started it, and renews what the page and its frame say when it does. */
export function useImport(id: number, known: ImportRow | undefined) {
  const queries = useQueryClient();
  const router = useRouter();
  const query = useQuery({
    queryKey: ["import", id],
    queryFn: () => ask<ImportProgress>("GET", `/api/v1/imports/${id}`),
    enabled: known?.state === "running",
    refetchInterval: ({ state }) => (state.data?.state === "running" ? EVERY_SECOND : false),
    refetchIntervalInBackground: true,
  });
  const ended = query.data !== undefined && query.data.state !== "running";
  useEffect(() => {
    if (!ended) return;
    queries.invalidateQueries({ queryKey: ["report"] });
    router.refresh();
  }, [ended, queries, router]);
  return query;
}
