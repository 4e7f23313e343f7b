import { ReleaseConfirmation } from "@/lib/core/release";
import { NumberedPath, route } from "@/lib/server/http";
import { undoRelease } from "@/lib/server/release-undo";
import { confirmRelease } from "@/lib/server/releases";

/** Releases what was counted. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  input: ReleaseConfirmation,
  run: ({ db, params, input, user, now }) => confirmRelease(db, { ...params, ...input }, user, now),
});

/** Takes it back. */
export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: ({ db, params: { id }, user, now }) => undoRelease(db, id, user, now),
});
