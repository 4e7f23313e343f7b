import { NewKey } from "@/lib/core/api-key";
import { createKey, listKeys } from "@/lib/server/api-keys";
import { route } from "@/lib/server/http";

export const GET = route({ role: "admin", run: ({ db }) => listKeys(db) });

export const POST = route({
  role: "admin",
  input: NewKey,
  status: 201,
  run: ({ db, input, actor, now }) => createKey(db, input, actor, now),
});
