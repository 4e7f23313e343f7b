import { z } from "zod";
import { route } from "@/lib/server/http";
import { releaseLease } from "@/lib/server/suppressions";

export const POST = route({
  role: "admin",
  input: z.object({ recipient: z.string().max(400), reason: z.string().max(2_000) }),
  run: ({ db, input, user, now }) => releaseLease(db, input, user, now),
});
