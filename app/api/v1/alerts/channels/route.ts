import { z } from "zod";
import { AlertChannel } from "@/lib/core/alerts/channel";
import { createChannel } from "@/lib/server/alerts/channels";
import { route } from "@/lib/server/http";

/** Makes a channel; the signing secret of a webhook is in this answer and nowhere else. */
export const POST = route({
  role: "admin",
  input: z.strictObject({ channel: AlertChannel, everyRule: z.boolean().default(false) }),
  status: 201,
  run: ({ db, input, actor, now }) => createChannel(db, input, actor, now),
});
