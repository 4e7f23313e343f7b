import { ReleaseAsk } from "@/lib/core/release";
import { route } from "@/lib/server/http";
import { prepareRelease } from "@/lib/server/releases";

/** Notes down and counts what would be released; POST to its number does it. */
export const POST = route({
  role: "admin",
  input: ReleaseAsk,
  status: 201,
  run: ({ db, input, user, now }) => prepareRelease(db, input, user, now),
});
