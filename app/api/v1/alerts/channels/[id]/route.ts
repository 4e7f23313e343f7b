import { AlertChannel } from "@/lib/core/alerts/channel";
import { changeChannel, removeChannel } from "@/lib/server/alerts/channels";
import { NumberedPath, route } from "@/lib/server/http";

/** Puts another of the same kind in its place. */
export const PUT = route({
  role: "admin",
  params: NumberedPath,
  input: AlertChannel,
  run: ({ db, params, input, actor, now }) =>
    changeChannel(db, { id: params.id, channel: input }, actor, now),
});

/** Ends it. */
export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => removeChannel(db, params.id, actor, now),
});
