import { z } from "zod";
import { OwnRuleSet } from "@/lib/core/bounce/own-rule-fields";
import { route } from "@/lib/server/http";
import { applyRules } from "@/lib/server/own-rules-apply";
import { continueReclassify, startReclassify } from "@/lib/server/reclassify";
import { bounceRules } from "@/lib/server/reports/bounce-rules";

/** The rules, and how far the log is read by them; it is gone on with where a process left off. */
export const GET = route({
  role: "marketer",
  run: async ({ db }) => {
    await continueReclassify(db, "system");
    return bounceRules(db);
  },
});

/** Puts a whole set in force. Answered at once; the log is read again behind it. */
export const PUT = route({
  role: "admin",
  input: z.strictObject({
    base: z.int().min(0),
    note: z.string().trim().max(300, "Use at most 300 characters.").default(""),
    rules: OwnRuleSet,
  }),
  run: async ({ db, input, user, now }) => {
    await applyRules(db, input, user.email, now);
    startReclassify(db, user.email);
    return bounceRules(db);
  },
});
