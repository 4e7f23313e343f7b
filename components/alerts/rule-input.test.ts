import assert from "node:assert/strict";
import { test } from "node:test";
import { AlertChannel } from "@/lib/core/alerts/channel";
import { AlertRule } from "@/lib/core/alerts/rule";
import { channelInput, ruleInput } from "./rule-input";

function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, one);
  return form;
}
const common = { name: " Complaints ", sender: "Club.Marlow.example", cooldown: "24", channels: ["1", "3"] };

test("a rate's form is a rule, its lines written in percent", () => {
  const lines = { metric: "complaints", opens: "0,1 %", closes: "0.08", minimum: "1,000" };
  const rule = ruleInput(formOf({ ...common, ...lines, by: "provider", slice: "Gmail" }), "rate", true);
  assert.deepEqual(AlertRule.parse(rule), {
    ...{
      kind: "rate",
      name: "Complaints",
      sender: "club.marlow.example",
      on: true,
      cooldown: 24,
      channels: [1, 3],
    },
    ...{
      metric: "complaints",
      opens: 0.001,
      closes: 0.0008,
      minimum: 1_000,
      slice: { by: "provider", name: "Gmail" },
    },
  });
  assert.equal(
    AlertRule.safeParse(ruleInput(formOf({ ...common, ...lines, opens: "many" }), "rate", true)).success,
    false,
  );
});

test("a pattern's and a silence's form are rules", () => {
  const pattern = ruleInput(
    formOf({ ...common, metric: "volume", deviations: "3.5", by: "" }),
    "pattern",
    false,
  );
  assert.deepEqual([AlertRule.parse(pattern).on, "slice" in pattern && pattern.slice], [false, null]);
  const silence = AlertRule.parse(ruleInput(formOf({ ...common, minutes: "60" }), "silence", true));
  assert.equal(silence.kind === "silence" && silence.minutes, 60);
  const failure = AlertRule.parse(ruleInput(formOf({ ...common, minutes: "" }), "silence", true));
  assert.equal(failure.kind === "silence" && failure.minutes, null);
});

test("a channel's form is a channel; no quiet hours where none are written", () => {
  const fields = {
    name: "Us",
    digest: "weekly",
    to: "a@marlow.example, b@marlow.example",
    from: "",
    until: "",
  };
  assert.deepEqual(AlertChannel.parse(channelInput(formOf(fields), "email", true)), {
    ...{ kind: "email", name: "Us", on: true, digest: "weekly", quiet: null },
    to: ["a@marlow.example", "b@marlow.example"],
  });
  const half = channelInput(
    formOf({ ...fields, url: "https://hooks.example/x", from: "22:00" }),
    "slack",
    true,
  );
  assert.equal(AlertChannel.safeParse(half).success, false, "half a span of quiet hours");
});

test("Gmail's rate is a rule of two lines, without a figure and a slice", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...{
      name: "Gmail",
      sender: "club.example",
      opens: "0,3",
      closes: "0.1 %",
      cooldown: "24",
      metric: "hard",
    },
  }))
    form.set(name, value);
  assert.deepEqual(ruleInput(form, "gmail", true), {
    ...{ kind: "gmail", name: "Gmail", sender: "club.example", opens: 0.003, closes: 0.001 },
    ...{ on: true, cooldown: 24, channels: [] },
  });
});
