"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { FeedsCard } from "@/components/mail-in/feeds-card";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { ask } from "@/lib/client/request";
import type { Filter } from "@/lib/core/filter";
import type { ImportRow } from "@/lib/server/reports/imports";
import { ArrivalsCard } from "./arrivals-card";
import { EarlierImports } from "./earlier-imports";
import { ImportCard } from "./import-card";
import { ImportDoor } from "./import-door";
import { Quarantine } from "./quarantine";
import { Sources } from "./sources";

interface Props {
  mayImport: boolean;
  /** What came in by itself is of its days. */
  filter: Filter;
  today: string;
}

const LOOK_AGAIN = 5000;

/** What comes in: the import at large, the door for the next, those before, and the sources. */
export function ImportsScreen({ mayImport, filter, today }: Props) {
  const { tz } = filter;
  const params = useSearchParams();
  const query = useQuery({
    ...reportQuery("imports", null),
    refetchInterval: ({ state }) => (state.data?.some((row) => row.state === "running") ? LOOK_AGAIN : false),
  });
  const wanted = Number(params.get("import")) || null;
  const isOlder = query.data !== undefined && wanted !== null && !query.data.some(({ id }) => id === wanted);
  const single = useQuery({
    queryKey: ["import", wanted],
    queryFn: () => ask<ImportRow>("GET", `/api/v1/imports/${wanted}`),
    enabled: isOlder,
  });
  const now = query.dataUpdatedAt;
  return (
    <div className="page">
      <QueryBlock query={query} what="The list of imports" height={420}>
        {(rows) => {
          const open = isOlder ? single.data : atLarge(rows, wanted);
          return (
            <>
              {rows.length === 0 && <p className="opening">No export has been imported yet.</p>}
              {isOlder && single.error && (
                <Note state="watch" className="mb-3">
                  {single.error.message}
                </Note>
              )}
              <div
                className={
                  open
                    ? "grid grid-cols-[minmax(0,1fr)_330px] items-start gap-5 max-full:grid-cols-1"
                    : "max-w-[560px]"
                }
              >
                {open && <ImportCard key={open.id} row={open} />}
                <div className="min-w-0">
                  <ImportDoor mayImport={mayImport} rows={rows} />
                  <EarlierImports
                    rows={rows}
                    open={open?.id ?? null}
                    mayImport={mayImport}
                    now={now}
                    tz={tz}
                  />
                </div>
              </div>
            </>
          );
        }}
      </QueryBlock>
      <Sources mayConnect={mayImport} tz={tz} />
      <ArrivalsCard filter={filter} today={today} />
      <FeedsCard tz={tz} />
      <Quarantine mayMend={mayImport} tz={tz} />
    </div>
  );
}

/** The one asked for, else the one that runs, else the latest. */
function atLarge(rows: ImportRow[], wanted: number | null): ImportRow | undefined {
  return rows.find((row) => row.id === wanted) ?? rows.find((row) => row.state === "running") ?? rows[0];
}
