import { route } from "@/lib/server/http";
import { checkSuppressionFile } from "@/lib/server/suppression-import";
import { upload } from "@/lib/server/upload";
import { announcedSize, MappedFile } from "../input";

/** What the import of a file would do; nothing is written. */
export const POST = route({
  role: "admin",
  input: MappedFile,
  body: "stream",
  run: ({ db, request, input, now }) =>
    checkSuppressionFile(db, upload(request.body, announcedSize(request)), { ...input, now }),
});
