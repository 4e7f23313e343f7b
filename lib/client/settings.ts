import { queryOptions } from "@tanstack/react-query";
import type { ApiKeyRow } from "@/lib/server/api-keys";
import type { AuditPage } from "@/lib/server/reports/audit";
import type { UserRow } from "@/lib/server/users";
import { ask } from "./request";

/** Who may sign in; for admins. Prefetched by the page under the same key. */
export const usersQuery = () =>
  queryOptions({
    queryKey: ["users"] as const,
    queryFn: () => ask<UserRow[]>("GET", "/api/v1/users"),
  });

/** What programs sign in with; for admins. */
export const keysQuery = () =>
  queryOptions({
    queryKey: ["keys"] as const,
    queryFn: () => ask<ApiKeyRow[]>("GET", "/api/v1/keys"),
  });

/** A page of the audit log; for admins. */
export const auditQuery = (before: string | null) =>
  queryOptions({
    queryKey: ["audit", before] as const,
    queryFn: () =>
      ask<AuditPage>("GET", `/api/v1/audit${before ? `?before=${encodeURIComponent(before)}` : ""}`),
  });
