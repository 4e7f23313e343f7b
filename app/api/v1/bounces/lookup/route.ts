import { MAX_LOOKUP } from "@/lib/core/bounce/mail/reading";
import { readBody } from "@/lib/server/body";
import { route } from "@/lib/server/http";
import { lookUp } from "@/lib/server/lookup";
import { rulesInForce } from "@/lib/server/own-rules";

/** How a reply or a mail is read: the body is its text or its bytes, up to 10 MB. It is not kept. */
export const POST = route({
  role: "marketer",
  body: "stream",
  run: async ({ db, request }) => {
    const input = await readBody(request, MAX_LOOKUP);
    const { rules } = await rulesInForce(db);
    return lookUp(input, rules);
  },
});
