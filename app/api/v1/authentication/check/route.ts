import { checkDomains } from "@/lib/server/authentication/check-domains";
import { route } from "@/lib/server/http";

/** Asks the DNS for the records of all sender domains now; answers when it has. */
export const POST = route({
  role: "marketer",
  run: async ({ db, now }) => ({ domains: await checkDomains(db, now) }),
});
