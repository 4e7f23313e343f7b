import { NumberedPath, route } from "@/lib/server/http";
import { renewSecret } from "@/lib/server/outgoing/endpoints";

export const POST = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => renewSecret(db, params.id, actor, now),
});
