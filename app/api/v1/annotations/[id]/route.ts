import { NumberedPath, route } from "@/lib/server/http";
import { removeAnnotation } from "@/lib/server/reputation/annotations";

/** Takes a mark off the charts. */
export const DELETE = route({
  role: "marketer",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => removeAnnotation(db, params.id, actor, now),
});
