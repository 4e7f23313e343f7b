import { z } from "zod";
import { route } from "@/lib/server/http";
import { switchLookUp } from "@/lib/server/provider-hosts";

/** Whether the DNS is asked whose mail servers recipients' domains have. */
export const PATCH = route({
  role: "admin",
  input: z.strictObject({ active: z.boolean() }),
  run: ({ db, input, user, now }) => switchLookUp(db, input.active, user.email, now),
});
