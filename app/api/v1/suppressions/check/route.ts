import { CheckRequest } from "@/lib/core/check-request";
import { needScope } from "@/lib/server/bearer";
import { checkAddresses } from "@/lib/server/check";
import { route } from "@/lib/server/http";

/** 10,000 of the longest addresses, with room for escapes. */
const LARGEST_BODY = 6_000_000;

export const POST = route({
  role: "marketer",
  key: "suppressions:read",
  limit: LARGEST_BODY,
  input: CheckRequest,
  run: async ({ db, input: { addresses, ...options }, scopes, now }) => {
    if (options.record) needScope(scopes, "suppressions:write");
    return { answers: await checkAddresses(db, addresses, { ...options, now }) };
  },
});
