import { AlertRule } from "@/lib/core/alerts/rule";
import { changeRule, removeRule } from "@/lib/server/alerts/rules";
import { watchRule } from "@/lib/server/alerts/watch";
import { NumberedPath, route } from "@/lib/server/http";

/** Puts another rule in its place, and judges by it at once. */
export const PUT = route({
  role: "marketer",
  params: NumberedPath,
  input: AlertRule,
  run: async ({ db, params, input, actor, now }) => {
    const changed = { id: params.id, rule: input };
    await changeRule(db, changed, actor, now);
    await watchRule(db, changed, now);
  },
});

/** Ends it. */
export const DELETE = route({
  role: "marketer",
  params: NumberedPath,
  run: ({ db, params, actor, now }) => removeRule(db, params.id, actor, now),
});
