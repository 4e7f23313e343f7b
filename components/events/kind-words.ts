import type { Outcome } from "@/components/ui/outcome";
import type { Kind } from "@/lib/core/events";

/** What happened, as the log and the timeline say it. */
export const KIND_WORDS: Record<Kind, string> = {
  queued: "Send requested",
  delayed: "Deferred, to be tried again",
  suppressed: "Suppressed, never sent",
  delivered: "Delivered to the provider",
  soft: "Soft bounce",
  spam: "Spam bounce",
  hard: "Hard bounce",
  expanded: "Expanded to a list's members",
  opened: "Opened",
  clicked: "Clicked",
  complained: "Complaint",
  unsubscribed: "Unsubscribed",
};

/** The glyph of a kind. */
export const OUTCOME_OF: Record<Kind, Outcome> = {
  queued: "pending",
  delayed: "pending",
  suppressed: "suppressed",
  delivered: "delivered",
  soft: "soft",
  spam: "spam",
  hard: "hard",
  expanded: "pending",
  opened: "engagement",
  clicked: "engagement",
  complained: "complaint",
  unsubscribed: "engagement",
};
