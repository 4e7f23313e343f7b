import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { hygienePass } from "@/lib/server/hygiene-pass";

/** Looks through the whole log now, which is done by itself once a day. Answers when it is done. */
export const POST = route({
  role: "admin",
  run: async ({ db, now }) => {
    const result = await hygienePass(db, now, true);
    if (!result) throw new Refusal("conflict", "The log is being looked through already.");
    return result;
  },
});
