import { NumberedPath, route } from "@/lib/server/http";
import { removeView } from "@/lib/server/reputation/saved-views";

/** Forgets a saved view. */
export const DELETE = route({
  role: "marketer",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => removeView(db, params.id, actor, now),
});
