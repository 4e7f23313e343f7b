import { z } from "zod";
import { LANGUAGES } from "@/lib/core/recipient-words/words";
import { addConsent, consentsOf } from "@/lib/server/consents";
import { NumberedPath, route } from "@/lib/server/http";

/** Every text that people could agree to, newest first. */
export const GET = route({
  role: "marketer",
  key: "recipients:write",
  params: NumberedPath,
  run: ({ db, params }) => consentsOf(db, params.id),
});

/** What people agree to from now on. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  input: z.strictObject({
    language: z.enum(LANGUAGES),
    text: z.string().trim().min(10, "Write at least a sentence.").max(1_000, "Use at most 1,000 characters."),
  }),
  status: 201,
  run: ({ db, params, input, actor, now }) => addConsent(db, params.id, input, actor, now),
});
