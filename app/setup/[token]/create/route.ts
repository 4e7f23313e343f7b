import { z } from "zod";
import { FirstAdmin } from "@/lib/core/person";
import { route } from "@/lib/server/http";
import { setUp } from "@/lib/server/setup";

/** Anyone who holds the set-up link, as long as there is no user. */
export const POST = route({
  role: "anyone",
  params: z.object({ token: z.string() }),
  input: FirstAdmin,
  run: ({ db, params, input, now }) => setUp(db, params.token, input, now),
});
