import type { z } from "zod";
import type { NewKey } from "@/lib/core/api-key";
import type { BrandFields } from "@/lib/core/brand";
import type { ListFields } from "@/lib/core/list";
import type { Language } from "@/lib/core/recipient-words/words";
import type { SourceName } from "@/lib/core/sources/names";
import type { Setup } from "@/lib/core/sources/setup";
import type { ApiKeyRow } from "@/lib/server/api-keys";
import type { Lookup } from "@/lib/server/lookup";
import type { UserRow } from "@/lib/server/users";
import { ask } from "./request";

export type ListInput = z.output<typeof ListFields>;
type Role = UserRow["role"];

/** All of these are for admins; a refusal comes as a `Problem`. */
export const createList = (list: ListInput) => ask<{ id: number }>("POST", "/api/v1/lists", list);

export const changeList = (id: number, change: Partial<ListInput> & { archived?: boolean }) =>
  ask<{ id: number }>("PATCH", `/api/v1/lists/${id}`, change);

/** The lists named come first, in this order. */
export const orderLists = (order: number[]) => ask<undefined>("PATCH", "/api/v1/lists", { order });

/** It cannot be undone. */
export const eraseRecipient = (address: string) =>
  ask<{ known: boolean }>("POST", "/api/v1/recipients/erasure", { address });

/** The password is in this answer and nowhere else. */
export const createUser = (input: { email: string; name: string; role: Role }) =>
  ask<{ user: UserRow; password: string }>("POST", "/api/v1/users", input);

export const changeUser = (id: string, change: { role?: Role; disabled?: boolean }) =>
  ask<UserRow>("PATCH", `/api/v1/users/${id}`, change);

/** The token is in this answer and nowhere else. */
export const createKey = (input: z.input<typeof NewKey>) =>
  ask<{ key: ApiKeyRow; token: string }>("POST", "/api/v1/keys", input);

/** Its next request is refused. */
export const revokeKey = (id: string) => ask<ApiKeyRow>("DELETE", `/api/v1/keys/${id}`);

export const changeOrganisation = (change: { name?: string; timeZone?: string }) =>
  ask<{ name: string; timeZone: string }>("PATCH", "/api/v1/organisation", change);

/** How recipients see the organisation. */
export const changeBrand = (change: Partial<BrandFields>) =>
  ask<BrandFields>("PATCH", "/api/v1/organisation/brand", change);

/** What people agree to from now on. */
export const addConsent = (listId: number, input: { language: Language; text: string }) =>
  ask<{ version: number }>("POST", `/api/v1/lists/${listId}/consents`, input);

export const changeRetention = (change: { days: number }) =>
  ask<{ days: number }>("PATCH", "/api/v1/organisation/retention", change);

/** Whether the DNS is asked whose mail servers recipients' domains have. */
export const switchProviderLookUp = (change: { active: boolean }) =>
  ask<undefined>("PATCH", "/api/v1/organisation/provider-look-up", change);

/** Where a source reports to, and its secret where that is new: it is in this answer and nowhere else. */
export interface SourceAddress {
  address: string;
  secret: string | null;
}

/** The old secret stays good until the next change. */
export const renewSecret = (source: SourceName) =>
  ask<SourceAddress>("POST", `/api/v1/sources/${source}/secret`, {});

/** Lets a source report, or changes what it is known by. */
export const connectSource = (source: SourceName, setup: Partial<Setup>) =>
  ask<SourceAddress>("PUT", `/api/v1/sources/${source}`, setup);

/** What it brought stays. */
export const disconnectSource = (source: SourceName) => ask<undefined>("DELETE", `/api/v1/sources/${source}`);

/** How a reply or a mail is read; the server keeps nothing of it. */
export const lookUpBounce = (pasted: Blob) => ask<Lookup>("POST", "/api/v1/bounces/lookup", pasted);
