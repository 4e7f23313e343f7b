import { NumberedPath, route } from "@/lib/server/http";
import { claimImport, closeInterrupted } from "@/lib/server/import-rows";
import { importStream } from "@/lib/server/imports";
import { importRun } from "@/lib/server/reports/import-run";
import { undoImport } from "@/lib/server/undo";
import { upload } from "@/lib/server/upload";

/** How far the import is. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  run: async ({ db, params, now }) => {
    await closeInterrupted(db, now);
    return importRun(db, params.id);
  },
});

/** The body is the file itself, of any size. Answered with the import when all of it is taken in. */
export const PUT = route({
  role: "admin",
  params: NumberedPath,
  body: "stream",
  run: async ({ db, params: { id }, user, request, now }) => {
    const { name, source, bytes } = await claimImport(db, id, now);
    const input = upload(request.body, bytes);
    await importStream(db, input, { importId: id, name, source, bytes, startedBy: user.email, now });
    return importRun(db, id);
  },
});

/** Takes back all that the import brought. */
export const DELETE = route({
  role: "admin",
  params: NumberedPath,
  run: async ({ db, params, user, now }) => {
    await closeInterrupted(db, now);
    await undoImport(db, params.id, user.email, now);
  },
});
