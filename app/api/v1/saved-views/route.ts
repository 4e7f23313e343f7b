import { NewView } from "@/lib/core/reputation-notes";
import { route } from "@/lib/server/http";
import { saveView } from "@/lib/server/reputation/saved-views";

/** Keeps a state of the reputation screen under a name, for everybody here. */
export const POST = route({
  role: "marketer",
  input: NewView,
  status: 201,
  run: ({ db, input, actor, now }) => saveView(db, input, actor, now),
});
