import { NewEndpoint } from "@/lib/core/outgoing";
import { route } from "@/lib/server/http";
import { createEndpoint } from "@/lib/server/outgoing/endpoints";
import { outgoing } from "@/lib/server/reports/outgoing";

export const GET = route({ role: "admin", run: ({ db }) => outgoing(db) });

export const POST = route({
  role: "admin",
  input: NewEndpoint,
  status: 201,
  run: ({ db, input, actor, now }) => createEndpoint(db, input, actor, now),
});
