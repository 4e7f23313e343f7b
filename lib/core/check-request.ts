import { z } from "zod";
import { domainOf, parseAddress } from "./address";

export const MOST_ADDRESSES = 10_000;

/** Where mail comes from, as an address or a bare domain; comes out as the domain, in A-labels. */
export const SenderDomain = z.string().transform((raw, context) => {
  const parsed = parseAddress(raw.includes("@") ? raw : `postmaster@${raw}`);
  if (parsed.ok) return domainOf(parsed.address);
  context.addIssue({ code: "custom", message: "The sender is neither an address nor a domain." });
  return z.NEVER;
});

/** What a program says before it sends one message to some addresses. */
export const CheckRequest = z.strictObject({
  addresses: z
    .array(z.string().max(400))
    .min(1, "Name at least one address.")
    .max(MOST_ADDRESSES, "At most 10,000 addresses."),
  record: z.boolean().default(false),
  messageId: z.string().trim().min(1).max(200).optional(),
  listId: z.int32().positive().optional(),
  sender: SenderDomain.optional(),
});
