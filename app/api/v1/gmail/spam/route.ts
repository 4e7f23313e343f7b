import { importSpamRates } from "@/lib/server/gmail/spam-import";
import { route } from "@/lib/server/http";
import { CHECKED } from "@/lib/server/mapped-file";
import { upload } from "@/lib/server/upload";
import { SpamInput } from "./input";

/** Imports the file that was checked. It is taken back as every import is. */
export const POST = route({
  role: "admin",
  input: SpamInput.extend(CHECKED),
  body: "stream",
  run: ({ db, request, input: { hash, ...input }, actor, now }) =>
    importSpamRates(db, upload(request.body, null), { ...input, apply: { hash }, actor, now }),
});
