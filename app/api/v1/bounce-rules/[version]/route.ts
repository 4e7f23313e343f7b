import { z } from "zod";
import { route } from "@/lib/server/http";
import { undoRules } from "@/lib/server/own-rules-apply";
import { startReclassify } from "@/lib/server/reclassify";
import { bounceRules } from "@/lib/server/reports/bounce-rules";

/** Takes the latest change of the rules back; history is read again as it was before. */
export const DELETE = route({
  role: "admin",
  params: z.object({ version: z.coerce.number().pipe(z.int32().positive()) }),
  run: async ({ db, params, user, now }) => {
    await undoRules(db, params.version, user.email, now);
    startReclassify(db, user.email);
    return bounceRules(db);
  },
});
