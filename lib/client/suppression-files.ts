import type { FileMapping } from "@/lib/core/suppression-file-columns";
import type { ImportCheck, ImportCounts } from "@/lib/server/suppression-import";
import type { FileHead } from "@/lib/server/suppression-import-head";
import { ask } from "./request";

const PATH = "/api/v1/suppressions/import";
/** Enough for the columns and twenty rows. */
const HEAD = 262_144;

const query = (file: File, more: Record<string, string> = {}) =>
  new URLSearchParams({ name: file.name, ...more });

/** The columns of a file and what they probably mean, told by its beginning; admins only, as all of these. */
export const readFileHead = (file: File) =>
  ask<FileHead>("POST", `${PATH}/head?${query(file)}`, file.slice(0, HEAD));

/** What the import would do; nothing is written. */
export const checkFile = (file: File, mapping: FileMapping) =>
  ask<ImportCheck>("POST", `${PATH}/check?${query(file, { mapping: JSON.stringify(mapping) })}`, file);

/** Imports what was checked. Conflict where the file has changed since. */
export const importFile = (file: File, mapping: FileMapping, hash: string) =>
  ask<{ importId: number; counts: ImportCounts }>(
    "POST",
    `${PATH}?${query(file, { mapping: JSON.stringify(mapping), hash })}`,
    file,
  );
