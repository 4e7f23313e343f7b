import { route } from "@/lib/server/http";
import { suppressionFileHead } from "@/lib/server/suppression-import-head";
import { upload } from "@/lib/server/upload";
import { announcedSize, FileInput } from "../input";

/** The body is the beginning of a file: its columns, and what they probably mean. */
export const POST = route({
  role: "admin",
  input: FileInput,
  body: "stream",
  run: ({ request, input }) => suppressionFileHead(upload(request.body, announcedSize(request)), input.name),
});
