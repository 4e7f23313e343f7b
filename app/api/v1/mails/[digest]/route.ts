import { route } from "@/lib/server/http";
import { readAgain } from "@/lib/server/mail-in/read-again";
import { incomingMailQuery } from "@/lib/server/reports/incoming-mails";

/** Reads a mail that is kept, and changed nothing so far, once more. */
export const POST = route({
  role: "admin",
  params: incomingMailQuery,
  run: ({ db, params: { digest }, user, now }) => readAgain(db, digest, user.email, now),
});
