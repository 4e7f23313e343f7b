import { removeReport } from "@/lib/server/authentication/remove-reports";
import { NumberedPath, route } from "@/lib/server/http";

/** Takes a report out with all that it counted, such as a forged one. */
export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params: { id }, user, now }) => removeReport(db, id, user.email, now),
});
