import { z } from "zod";
import { CATEGORIES } from "../events";
import { isDaily } from "../slice";
import type { AlertMetricName } from "./metric";

/**
 * The part of the mail that a rule is about, beside its sender: one mailbox provider, recipient domain, campaign, reason or code.
 * These are counted by UTC day, so that such a rule has no last hour, and its days are UTC days.
 */
export const AlertSlice = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("provider"), name: z.string().trim().min(1, "Name a provider.").max(100) }),
  z.strictObject({
    by: z.literal("domain"),
    name: z
      .string()
      .trim()
      .toLowerCase()
      .max(255)
      .regex(/^[^\s@]+\.[^\s@]+$/, "Write a domain such as gmail.com."),
  }),
  z.strictObject({ by: z.literal("campaign"), name: z.string().trim().min(1, "Name a campaign.").max(100) }),
  z.strictObject({ by: z.literal("category"), name: z.enum(CATEGORIES) }),
  z.strictObject({
    by: z.literal("code"),
    name: z
      .string()
      .trim()
      .regex(/^\d{3}$|^[245]\.\d{1,3}\.\d{1,3}$/, "Write a code such as 550 or 5.7.1."),
  }),
]);
export type AlertSlice = z.output<typeof AlertSlice>;

export const SLICE_WORDS: Record<AlertSlice["by"], string> = {
  provider: "Mailbox provider",
  domain: "Recipient domain",
  campaign: "Campaign or tag",
  category: "Reason of the bounce",
  code: "Code of the bounce",
};

const BOUNCES: readonly string[] = ["failures", "hard", "soft", "spam"] satisfies AlertMetricName[];

/** Whether a metric is counted by a slice: reasons and codes are of bounces only. */
export function isCountedBy(metric: AlertMetricName | "volume", slice: AlertSlice | null): boolean {
  return !slice || isDaily(slice) || BOUNCES.includes(metric);
}
