import { answerSource, SourceAnswerInput } from "@/lib/server/authentication/answers";
import { route } from "@/lib/server/http";

/** Says whether a source of mail is the organisation's own. */
export const PUT = route({
  role: "admin",
  input: SourceAnswerInput,
  run: ({ db, input, actor, now }) => answerSource(db, input, actor, now),
});
