import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { NewEndpoint } from "@/lib/core/outgoing";
import type { EndpointRow } from "@/lib/server/reports/outgoing";
import { ask } from "./request";

/** Who is told of changes, with the latest messages; for admins. Prefetched by the page under the same key. */
export const outgoingQuery = () =>
  queryOptions({
    queryKey: ["outgoing"] as const,
    queryFn: () => ask<EndpointRow[]>("GET", "/api/v1/outgoing"),
  });

/** The secret is in this answer and in that of {@link renewSecret}. */
export const createEndpoint = (input: z.input<typeof NewEndpoint>) =>
  ask<{ id: number; secret: string }>("POST", "/api/v1/outgoing", input);

export const renewSecret = (id: number) =>
  ask<{ secret: string }>("POST", `/api/v1/outgoing/${id}/secret`, {});

export const switchEndpoint = (id: number, on: boolean) =>
  ask<undefined>("PATCH", `/api/v1/outgoing/${id}`, { on });

export const removeEndpoint = (id: number) => ask<undefined>("DELETE", `/api/v1/outgoing/${id}`);

/** `error` is empty when the test was taken. */
export const testEndpoint = (id: number) => ask<{ error: string }>("POST", `/api/v1/outgoing/${id}/test`, {});

export const replayMessage = (id: string) => ask<undefined>("POST", `/api/v1/outgoing/messages/${id}`, {});
