import type { PeopleMapping } from "@/lib/core/people-file";
import type { PeopleImport } from "@/lib/server/people-import";
import { ask } from "./request";

const query = (file: File, mapping: PeopleMapping, more: Record<string, string> = {}) =>
  new URLSearchParams({ name: file.name, mapping: JSON.stringify(mapping), ...more });

/** What the import would do; nothing is written. Admins only, as the import. */
export const checkPeople = (listId: number, file: File, mapping: PeopleMapping) =>
  ask<PeopleImport>("POST", `/api/v1/lists/${listId}/people/check?${query(file, mapping)}`, file);

/** Imports what was checked. Conflict where the file has changed since. */
export const importPeople = (listId: number, file: File, mapping: PeopleMapping, hash: string) =>
  ask<PeopleImport>("POST", `/api/v1/lists/${listId}/people?${query(file, mapping, { hash })}`, file);
