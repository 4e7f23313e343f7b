import { NumberedPath, route } from "@/lib/server/http";
import { importPeople } from "@/lib/server/people-import";
import { upload } from "@/lib/server/upload";
import { PeopleInput } from "../input";

/** What the import of a file would do; nothing is written. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  input: PeopleInput,
  body: "stream",
  run: ({ db, params, request, input, actor, now }) =>
    importPeople(db, params.id, upload(request.body, null), { ...input, apply: null, actor, now }),
});
