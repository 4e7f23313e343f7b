import { z } from "zod";
import { NumberedPath, route } from "@/lib/server/http";
import { removeEndpoint, switchEndpoint } from "@/lib/server/outgoing/endpoints";

export const PATCH = route({
  role: "admin",
  params: NumberedPath,
  input: z.strictObject({ on: z.boolean() }),
  run: ({ db, params, input, actor, now }) => switchEndpoint(db, params.id, input.on, actor, now),
});

export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => removeEndpoint(db, params.id, actor, now),
});
