/** Why mail is kept from an address, the strongest reason first; "bounce" is the lease, the others are of entries. */
export const SUPPRESSION_REASONS = [
  "complaint",
  "unsubscribe",
  "manual",
  "imported",
  "bounce",
  "soft",
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** What keeps mail back besides: the person wants fewer mails, the weakest reason of all. */
export type HoldReason = SuppressionReason | "too-often";
const HOLD_REASONS: readonly HoldReason[] = [...SUPPRESSION_REASONS, "too-often"];

/** Reasons that an entry may have, strongest first. A lease is no entry: it follows from bounces. */
export const ENTRY_REASONS = ["complaint", "unsubscribe", "manual", "imported", "soft"] as const;
export type EntryReason = (typeof ENTRY_REASONS)[number];

/** The order of reasons, the strongest first. */
export const byStrength = (a: HoldReason, b: HoldReason): number =>
  HOLD_REASONS.indexOf(a) - HOLD_REASONS.indexOf(b);

/** What the recipient decided, not the organisation. */
export const isOptOut = (reason: SuppressionReason): boolean =>
  reason === "complaint" || reason === "unsubscribe";
