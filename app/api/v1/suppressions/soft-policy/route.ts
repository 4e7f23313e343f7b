import { SoftPolicyInput } from "@/lib/core/soft-policy";
import { route } from "@/lib/server/http";
import { changeSoftPolicy, softPolicy, startApplying } from "@/lib/server/soft-policy";

export const GET = route({ role: "marketer", run: ({ db }) => softPolicy(db) });

/** Changes when soft bounces suppress; what was there before is gone through afterwards. */
export const PUT = route({
  role: "admin",
  input: SoftPolicyInput,
  run: async ({ db, input, user, now }) => {
    const state = await changeSoftPolicy(db, input, user, now);
    startApplying(db);
    return state;
  },
});
