import { z } from "zod";
import { checkAddresses } from "@/lib/server/check";
import { route } from "@/lib/server/http";

export const POST = route({
  role: "marketer",
  input: z.object({
    addresses: z
      .array(z.string().max(400))
      .min(1, "Name at least one address.")
      .max(10_000, "At most 10,000 addresses."),
    record: z.boolean().default(false),
    messageId: z.string().min(1).max(200).optional(),
    listId: z.number().int().positive().optional(),
  }),
  run: async ({ db, input: { addresses, ...options }, now }) => ({
    answers: await checkAddresses(db, addresses, { ...options, now }),
  }),
});
