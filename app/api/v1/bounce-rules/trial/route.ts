import { z } from "zod";
import { OwnRuleSet } from "@/lib/core/bounce/own-rule-fields";
import { route } from "@/lib/server/http";
import { tryRules } from "@/lib/server/own-rules-trial";

/** What a set of rules would do to the bounces of the last days (null: all that the log keeps). Changes nothing. */
export const POST = route({
  role: "admin",
  input: z.strictObject({ rules: OwnRuleSet, days: z.int().min(1).max(3_650).nullable() }),
  run: ({ db, input: { rules, days }, user, now }) =>
    tryRules(
      db,
      rules.map((rule) => ({ ...rule, author: user.email, at: now.getTime() })),
      days,
      now,
    ),
});
