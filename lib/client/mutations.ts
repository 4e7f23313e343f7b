import type { z } from "zod";
import type { ListFields } from "@/lib/core/list";
import type { Lookup } from "@/lib/server/lookup";
import type { SubscriberImport } from "@/lib/server/subscribers";
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

/** The file goes as it is; nobody who opted out comes back by it. */
export const importSubscribers = (listId: number, file: File) =>
  ask<SubscriberImport>("POST", `/api/v1/lists/${listId}/subscribers`, file);

/** The password is in this answer and nowhere else. */
export const createUser = (input: { email: string; name: string; role: Role }) =>
  ask<{ user: UserRow; password: string }>("POST", "/api/v1/users", input);

export const changeUser = (id: string, change: { role?: Role; disabled?: boolean }) =>
  ask<UserRow>("PATCH", `/api/v1/users/${id}`, change);

export const changeOrganisation = (change: { name?: string; timeZone?: string }) =>
  ask<{ name: string; timeZone: string }>("PATCH", "/api/v1/organisation", change);

export const changeRetention = (change: { days: number }) =>
  ask<{ days: number }>("PATCH", "/api/v1/organisation/retention", change);

/** The old secret stays good until the next change. */
export const renewWebhookSecret = () =>
  ask<{ url: string }>("POST", "/api/v1/organisation/webhook-secret", {});

/** How a reply or a mail is read; the server keeps nothing of it. */
export const lookUpBounce = (pasted: Blob) => ask<Lookup>("POST", "/api/v1/bounces/lookup", pasted);
