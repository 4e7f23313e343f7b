import { z } from "zod";
import { revokeKey } from "@/lib/server/api-keys";
import { route } from "@/lib/server/http";

/** The key stays on record, as it does in the audit trail. */
export const DELETE = route({
  role: "admin",
  params: z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) }),
  run: ({ db, params, actor, now }) => revokeKey(db, params.id, actor, now),
});
