import type { HygieneState } from "@/lib/core/hygiene";
import type { HygieneFilter } from "@/lib/core/hygiene-filter";
import type { PassResult } from "@/lib/server/hygiene-pass";
import { ask } from "./request";

/** Decides about a row as it was shown; "open" takes a decision back. Conflict where it has changed meanwhile. */
export const decideHygiene = (address: string, input: { state: HygieneState; version: number }) =>
  ask<{ recipient: string; version: number }>("PUT", `/api/v1/hygiene/${address}`, input);

/** Looks through the whole log now; admins only. */
export const lookThrough = () => ask<PassResult>("POST", "/api/v1/hygiene/pass", {});

/** Where what is filtered is downloaded. */
export function hygieneExport(filter: HygieneFilter, format: "csv" | "json"): string {
  const entries = Object.entries({ ...filter, format }).filter(([, value]) => value);
  return `/api/v1/hygiene/export?${new URLSearchParams(entries)}`;
}
