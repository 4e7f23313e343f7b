import { AlertRule } from "@/lib/core/alerts/rule";
import { createRule } from "@/lib/server/alerts/rules";
import { watchRule } from "@/lib/server/alerts/watch";
import { route } from "@/lib/server/http";

/** Makes a rule, and judges by it at once; marketers may: it is their morning. */
export const POST = route({
  role: "marketer",
  input: AlertRule,
  status: 201,
  run: async ({ db, input, actor, now }) => {
    const made = await createRule(db, input, actor, now);
    await watchRule(db, made, now);
    return made;
  },
});
