import type { SpamMapping } from "@/lib/core/gmail/spam-file";
import type { SpamImport } from "@/lib/server/gmail/spam-import";
import { ask } from "./request";

const query = (file: File, mapping: SpamMapping, more: Record<string, string> = {}) =>
  new URLSearchParams({ name: file.name, mapping: JSON.stringify(mapping), ...more });

/** What the import would do; nothing is written. Admins only, as all of these. */
export const checkSpamRates = (file: File, mapping: SpamMapping) =>
  ask<SpamImport>("POST", `/api/v1/gmail/spam/check?${query(file, mapping)}`, file);

/** Imports what was checked. Conflict where the file has changed since. */
export const importSpamRates = (file: File, mapping: SpamMapping, hash: string) =>
  ask<SpamImport>("POST", `/api/v1/gmail/spam?${query(file, mapping, { hash })}`, file);

/** Asks Gmail with this key from now on. @param key the text of the service account's key file */
export const connectPostmaster = (input: { key: string }) =>
  ask<{ email: string }>("PUT", "/api/v1/gmail/postmaster", input);

/** What it brought stays. */
export const disconnectPostmaster = () => ask<undefined>("DELETE", "/api/v1/gmail/postmaster");
