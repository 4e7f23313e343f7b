import { importSpamRates } from "@/lib/server/gmail/spam-import";
import { route } from "@/lib/server/http";
import { upload } from "@/lib/server/upload";
import { SpamInput } from "../input";

/** What the import of a file would do; nothing is written. */
export const POST = route({
  role: "admin",
  input: SpamInput,
  body: "stream",
  run: ({ db, request, input, actor, now }) =>
    importSpamRates(db, upload(request.body, null), { ...input, apply: null, actor, now }),
});
