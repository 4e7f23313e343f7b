import { NewEnd } from "@/lib/core/suppression-entry";
import { NumberedPath, route } from "@/lib/server/http";
import { moveEntryEnd } from "@/lib/server/manual-entries";

/** Another end for an entry. */
export const PATCH = route({
  role: "admin",
  params: NumberedPath,
  input: NewEnd,
  run: ({ db, params, input, user, now }) => moveEntryEnd(db, { ...params, ...input }, user, now),
});
