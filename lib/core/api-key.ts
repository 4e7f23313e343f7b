import { z } from "zod";

/** What a key may do, each with what that is for people. A key may do nothing that is not among its scopes. */
export const SCOPES = {
  "suppressions:read": "Ask whether addresses may be mailed",
  "suppressions:write": "Record send requests, add suppressions",
  "reports:read": "Read figures and the log, addresses included",
  "recipients:write": "Make personal links, change subscriptions",
  "ingest:write": "Report deliveries",
} as const;

export type Scope = keyof typeof SCOPES;

export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];

/** What somebody says of a key that is to be made. */
export const NewKey = z.strictObject({
  name: z.string().trim().min(1, "Write a name.").max(100, "Use at most 100 characters."),
  scopes: z
    .array(z.enum(SCOPE_NAMES))
    .min(1, "Choose at least one thing that the key may do.")
    .transform((scopes) => SCOPE_NAMES.filter((scope) => scopes.includes(scope))),
  /** The key is refused from then on; null: no end. */
  expiresAt: z.coerce.date().nullable().default(null),
});

export const KEY_PREFIX = "rp_";

/** The prefix, the 12 characters by which the key is found, and 192 random bits: a form that secret scanners can look for. */
export const KEY_FORM = /^rp_([0-9a-f]{12})_([0-9a-f]{48})$/;
