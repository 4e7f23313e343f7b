import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { ReleaseAsk, ReleaseConfirmation } from "@/lib/core/release";
import type { SoftPolicyInput } from "@/lib/core/soft-policy";
import type { NewEnd, NewEntry } from "@/lib/core/suppression-entry";
import type { PreparedRelease } from "@/lib/server/releases";
import type { SoftPolicyState } from "@/lib/server/soft-policy";
import { ask } from "./request";

const PATH = "/api/v1/suppressions";

/** Keeps mail from an address or a whole domain; admins only, as all of these. Conflict where it is so already. */
export const addEntry = (entry: z.input<typeof NewEntry>) =>
  ask<{ id: number; recipient: string }>("POST", `${PATH}/entries`, entry);

/** Another end for an entry. Conflict where it has changed since it was looked at. */
export const moveEntryEnd = ({ id, ...end }: z.input<typeof NewEnd> & { id: number }) =>
  ask<{ recipient: string }>("PATCH", `${PATH}/entries/${id}`, end);

/** Notes down and counts what would be released; admins only, as the next two. Conflict where nothing is in force. */
export const prepareRelease = (asked: z.input<typeof ReleaseAsk>) =>
  ask<PreparedRelease>("POST", `${PATH}/releases`, asked);

/** Releases what was counted; a big one goes on by itself. */
export const confirmRelease = ({ id, ...yes }: z.input<typeof ReleaseConfirmation> & { id: number }) =>
  ask<{ id: number; items: number; released: number; state: "running" | "done" }>(
    "POST",
    `${PATH}/releases/${id}`,
    yes,
  );

/** Takes a release back. Conflict where that has been done. */
export const undoRelease = (id: number) =>
  ask<{ id: number; undone: number; state: "undoing" | "undone" }>("DELETE", `${PATH}/releases/${id}`);

/** When soft bounces suppress, prefetched by its page under the same key. */
export const softPolicyQuery = () =>
  queryOptions({
    queryKey: ["soft-policy"] as const,
    queryFn: () => ask<SoftPolicyState>("GET", `${PATH}/soft-policy`),
  });

/** Admins only. Conflict where somebody else has changed it meanwhile. */
export const changeSoftPolicy = (input: SoftPolicyInput) =>
  ask<SoftPolicyState>("PUT", `${PATH}/soft-policy`, input);
