import { NewLimit } from "@/lib/core/reputation-notes";
import { route } from "@/lib/server/http";
import { setOwnLimit } from "@/lib/server/reputation/own-limits";

/** Sets the organisation's own limit of a metric, or takes it away. */
export const PUT = route({
  role: "marketer",
  input: NewLimit,
  run: ({ db, input, actor, now }) => setOwnLimit(db, input, actor, now),
});
