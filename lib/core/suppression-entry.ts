import { z } from "zod";
import { parseHeld } from "./address";
import { SenderDomain } from "./check-request";
import { Instant } from "./instant";
import type { EntryReason } from "./suppression-reasons";

/** Why something is done, for the trail. */
export const Reason = z
  .string()
  .trim()
  .min(3, "Say why, in 3 to 500 characters.")
  .max(500, "Say why, in 3 to 500 characters.");

const Recipient = z
  .string()
  .max(400)
  .transform((raw, context) => {
    const parsed = parseHeld(raw.trim());
    if (parsed.ok) return parsed.address;
    context.addIssue({ code: "custom", message: parsed.reason });
    return z.NEVER;
  });

/** An instant, as ms since 1970; null: no end. */
const End = Instant.nullable();

/** What is said to keep mail from an address, or from everybody at a domain: "@domain". */
export const NewEntry = z
  .strictObject({
    recipient: Recipient,
    /** 0: not about one list. */
    listId: z.int32().min(0).default(0),
    /** The sender domain whose mail it is about; empty: not about one. */
    sender: z.union([z.literal(""), SenderDomain]).default(""),
    until: End.default(null),
    reason: Reason,
  })
  .refine(({ listId, sender }) => listId === 0 || sender === "", {
    message: "Name a list or a sender domain, not both.",
    path: ["sender"],
  });
export type NewEntry = z.output<typeof NewEntry>;

/** Another end for an entry whose end was `was` when it was looked at. */
export const NewEnd = z.strictObject({ was: End, until: End });
export type NewEnd = z.output<typeof NewEnd>;

/** Entries whose end a person may change; the others end by what recipients do, or by a release. */
export const mayMoveEnd = (reason: EntryReason): boolean => reason === "manual" || reason === "imported";
