import { z } from "zod";
import { HYGIENE_STATES } from "@/lib/core/hygiene";
import { route } from "@/lib/server/http";
import { decideHygiene } from "@/lib/server/hygiene";
import { readKey } from "@/lib/server/reports/keyset";

/** A decision about one address, by its key; "open" takes it back. */
export const PUT = route({
  role: "marketer",
  params: z.object({
    address: z
      .string()
      .transform(readKey)
      .refine((key) => key !== null),
  }),
  input: z.object({ state: z.enum(HYGIENE_STATES), version: z.int().min(0) }),
  run: ({ db, params: { address }, input, actor, now }) =>
    decideHygiene(db, { address: address ?? 0n, ...input }, actor, now),
});
