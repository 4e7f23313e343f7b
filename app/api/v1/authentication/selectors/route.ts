import { addSelector, removeSelector, SelectorInput } from "@/lib/server/authentication/answers";
import { route } from "@/lib/server/http";

/** DKIM selectors to check beside those that reports name. */
export const POST = route({
  role: "admin",
  input: SelectorInput,
  status: 201,
  run: ({ db, input, actor, now }) => addSelector(db, input, actor, now),
});

export const DELETE = route({
  role: "admin",
  input: SelectorInput,
  run: ({ db, input, actor, now }) => removeSelector(db, input, actor, now),
});
