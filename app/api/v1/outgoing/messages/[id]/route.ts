import { z } from "zod";
import { route } from "@/lib/server/http";
import { replayMessage } from "@/lib/server/outgoing/endpoints";

/** Sends a message once more. */
export const POST = route({
  role: "admin",
  params: z.object({
    id: z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(BigInt),
  }),
  run: ({ db, params, actor, now }) => replayMessage(db, params.id, actor, now),
});
