import { z } from "zod";
import { NumberedPath, route } from "@/lib/server/http";
import { discard, replay } from "@/lib/server/replay";

/** Reads one line again, as it came or mended, and takes it in. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  input: z.strictObject({ raw: z.string().max(64_000).optional() }),
  run: ({ db, params: { id }, input, user, now }) => replay(db, id, input.raw, user.email, now),
});

/** Throws one line away. */
export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params: { id }, user, now }) => discard(db, id, user.email, now),
});
