import { NewEntry } from "@/lib/core/suppression-entry";
import { route } from "@/lib/server/http";
import { addManualEntry } from "@/lib/server/manual-entries";

/** An entry by hand; a key that may write suppressions stands for the admin who made it. */
export const POST = route({
  role: "admin",
  key: "suppressions:write",
  input: NewEntry,
  status: 201,
  run: ({ db, input, user, actor, now }) =>
    addManualEntry(db, input, user ?? { email: actor, role: "admin" }, now),
});
