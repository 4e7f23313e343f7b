import type { TakenReport } from "@/lib/server/authentication/take-report";
import { ask } from "./request";

/** Takes a DMARC or TLS report in, packed or not; a report that cannot be read is refused with its reason. Admins only. */
export const uploadReport = (file: File) =>
  ask<TakenReport>(
    "POST",
    `/api/v1/ingest/authentication?name=${encodeURIComponent(file.name.slice(0, 300))}`,
    file,
  );

/** Takes a report out with all that it counted. Admins only. */
export const removeReport = (id: number) => ask<undefined>("DELETE", `/api/v1/authentication/reports/${id}`);

/** Asks the DNS for the records of all sender domains; answers when it has. */
export const checkDomainsNow = () => ask<{ domains: number }>("POST", "/api/v1/authentication/check", {});

/** Says whether a source is the organisation's own; null takes the answer back. Admins only. */
export const answerSource = (input: { source: string; mine: boolean | null }) =>
  ask<undefined>("PUT", "/api/v1/authentication/sources", input);

/** DKIM selectors to check beside those that reports name. Admins only. */
export const addSelector = (input: { domain: string; selector: string }) =>
  ask<undefined>("POST", "/api/v1/authentication/selectors", input);
export const removeSelector = (input: { domain: string; selector: string }) =>
  ask<undefined>("DELETE", `/api/v1/authentication/selectors?${new URLSearchParams(input)}`);
