import { NumberedPath, route } from "@/lib/server/http";
import { putOutTest } from "@/lib/server/outgoing/endpoints";
import { sendMessage } from "@/lib/server/outgoing/send";

/** Sends a test now, and answers what came of it: "" when it was taken. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  run: async ({ db, params, actor, now }) => ({
    error: await sendMessage(db, await putOutTest(db, params.id, actor, now), now),
  }),
});
