import { NewAnnotation } from "@/lib/core/reputation-notes";
import { route } from "@/lib/server/http";
import { addAnnotation } from "@/lib/server/reputation/annotations";

/** Marks something that happened on the charts; marketers may: they know of campaigns. */
export const POST = route({
  role: "marketer",
  input: NewAnnotation,
  status: 201,
  run: ({ db, input, actor, now }) => addAnnotation(db, input, actor, now),
});
