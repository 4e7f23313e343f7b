import { testChannel } from "@/lib/server/alerts/channels";
import { NumberedPath, route } from "@/lib/server/http";

/** Sends a test now. `error` is empty when it was taken. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  run: async ({ db, params, actor, now }) => ({ error: await testChannel(db, params.id, actor, now) }),
});
