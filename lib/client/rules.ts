import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import type { Trial } from "@/lib/server/own-rules-trial";
import type { BounceRules } from "@/lib/server/reports/bounce-rules";
import { ask } from "./request";

const PATH = "/api/v1/bounce-rules";

/** The rules, as the report has them; an interrupted reading of the log goes on by it. */
export const askRules = () => ask<BounceRules>("GET", PATH);

/** What a set of rules would do; admins only. `days` null: all that the log keeps. */
export const tryRules = (input: { rules: OwnRuleInput[]; days: number | null }) =>
  ask<Trial>("POST", `${PATH}/trial`, input);

/** Puts a set in force; admins only. Conflict where `base` is no longer the latest version. */
export const applyRules = (input: { base: number; rules: OwnRuleInput[] }) =>
  ask<BounceRules>("PUT", PATH, input);

/** Takes the latest change back; admins only. */
export const undoRules = (version: number) => ask<BounceRules>("DELETE", `${PATH}/${version}`);
