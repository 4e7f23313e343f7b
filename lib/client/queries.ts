import { queryOptions } from "@tanstack/react-query";
import { type Filter, printFilter } from "@/lib/core/filter";
import type { ReportName, Reports } from "@/lib/server/reports/registry";
import { ask } from "./request";

/** What a report takes beside the filter, such as `{ class: "hard", cursor }`; undefined ones are left out. */
export type ReportArguments = Record<string, string | number | undefined>;

/** One order for the same arguments, so that equal questions have equal keys. */
function queryString(filter: Filter | null, args: ReportArguments): string {
  const params = new URLSearchParams(filter ? printFilter(filter) : "");
  for (const name of Object.keys(args).sort()) {
    const value = args[name];
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  return params.toString();
}

/**
 * The one way to a report, for the browser and for a page's prefetch: a page puts the answer of the report's function
 * under `queryKey`, the browser asks GET /api/v1/reports/[report] for the same. Errors are `Problem`s.
 * @param filter null for the reports that take none
 */
export function reportQuery<K extends ReportName>(
  name: K,
  filter: Filter | null,
  args: ReportArguments = {},
) {
  const query = queryString(filter, args);
  return queryOptions({
    queryKey: ["report", name, query] as const,
    queryFn: () => ask<Reports[K]>("GET", `/api/v1/reports/${name}?${query}`),
  });
}

/** Where a report is, for links that download its table: `format` is added by who follows it. */
export const reportPath = (name: ReportName, filter: Filter | null, args: ReportArguments = {}): string =>
  `/api/v1/reports/${name}?${queryString(filter, args)}`;

/** Takes back everything one import brought. */
export const undoImport = (id: number) => ask<unknown>("DELETE", `/api/v1/imports/${id}`);

/** Loads the invented history; answers when it is in. Admins only. */
export const loadDemo = () => ask<{ importId: number; events: number }>("POST", "/api/v1/demo", {});

/** Takes the invented history out again, to the last count. Admins only. */
export const removeDemo = () => ask<undefined>("DELETE", "/api/v1/demo");
