import { route } from "@/lib/server/http";
import { CHECKED } from "@/lib/server/mapped-file";
import { importSuppressionFile } from "@/lib/server/suppression-import";
import { upload } from "@/lib/server/upload";
import { announcedSize, MappedFile } from "./input";

const CheckedFile = MappedFile.extend(CHECKED);

/** Imports a file that was checked; undone by DELETE /api/v1/imports/[id]. */
export const POST = route({
  role: "admin",
  input: CheckedFile,
  body: "stream",
  status: 201,
  run: ({ db, request, input, user, now }) => {
    const about = { ...input, actor: user.email, now };
    return importSuppressionFile(db, upload(request.body, announcedSize(request)), about);
  },
});
