import { z } from "zod";
import { parseAddress } from "./address";
import { SenderDomain } from "./check-request";
import { SUPPRESSION_REASONS } from "./suppression-reasons";

export const ENDS = ["day", "week", "never"] as const;
export const SCOPES = ["all", "list", "sender"] as const;

/** Which suppressions are meant, as the list page, its export and a release by filter ask it. */
export const suppressionFilter = z.object({
  /** An address, "@domain", the beginning of an address or a domain, or the domain above others. */
  q: z.string().max(400).optional(),
  reason: z.enum(SUPPRESSION_REASONS).optional(),
  /** 0 to 4: leases of that step only. */
  step: z.coerce.number().int().min(0).max(4).optional(),
  /** Within 24 hours, within 7 days, or without an end. */
  ends: z.enum(ENDS).optional(),
  /** Entries about all mail, one list, or one sender domain; leases are about all mail. */
  scope: z.enum(SCOPES).optional(),
  /** Entries about the mail of this sender domain. */
  sender: SenderDomain.optional(),
});
export type SuppressionFilter = z.infer<typeof suppressionFilter>;

/** Whether it leaves anything out. */
export const isNarrow = (filter: SuppressionFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined && value !== "");

/** What is asked for, in small letters; empty: nothing. */
export const searchText = ({ q }: SuppressionFilter): string => q?.trim().toLowerCase() ?? "";

/** Latest event first, nearest end first, or by the alphabet: what was found, then the address. */
export type SuppressionOrder = "time" | "end" | "text";

/** A near end is asked for: by the end. More than one address is searched: by the alphabet. */
export function orderOf(filter: SuppressionFilter): SuppressionOrder {
  if (filter.ends === "day" || filter.ends === "week") return "end";
  const text = searchText(filter);
  return text === "" || parseAddress(text).ok ? "time" : "text";
}
