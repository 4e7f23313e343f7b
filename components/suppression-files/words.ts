import type { Field } from "@/lib/core/suppression-file-columns";
import type { Outcome } from "@/lib/core/suppression-file-conflict";
import type { EntryReason } from "@/lib/core/suppression-reasons";

export const FIELD_WORDS: Record<Field, string> = {
  address: "Address",
  reason: "Reason",
  origin: "Who decided",
  since: "Since",
  until: "Until",
  list: "List",
  senderDomain: "Sender domain",
  note: "Note",
};

export const REASON_WORDS: Record<EntryReason, string> = {
  complaint: "Complaint",
  unsubscribe: "Unsubscribe",
  manual: "Blocked by hand",
  imported: "Imported",
  soft: "Repeated soft bounces",
};

/** What becomes of a row, as the name of its count, and why. */
export const OUTCOME_WORDS: Record<Outcome | "invalid", { name: string; why: string }> = {
  added: { name: "New", why: "suppressed by this import" },
  already: { name: "There already", why: "in force for as long, or longer" },
  repeated: { name: "Repeated", why: "the file says it a second time" },
  stronger: { name: "Stronger reason here", why: "an opt-out, a complaint or a block stays as it is" },
  resubscribed: { name: "Subscribed again", why: "by the recipient, later than the file says" },
  released: { name: "Taken back here", why: "later than the file says" },
  past: { name: "Ended already", why: "its “until” is past" },
  "list-unknown": { name: "List not known", why: "no list here has that name" },
  invalid: { name: "Invalid", why: "the line cannot be read" },
};
