"use client";

import { type FormEvent, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import {
  OwnRuleFields,
  type OwnRuleInput,
  RULE_CATEGORIES,
  RULE_CLASSES,
  ruleId,
} from "@/lib/core/bounce/own-rule-fields";
import { PROVIDERS } from "@/lib/core/provider";
import { PhrasesField, phrasesIn } from "./phrases-field";
import { TestBox } from "./test-box";
import { CLASS_WORDS } from "./words";

interface Props {
  /** The rule that is changed; null makes a new one. */
  rule: OwnRuleInput | null;
  /** All of them, in order. */
  rules: OwnRuleInput[];
  onSave(rule: OwnRuleInput): void;
  onClose(): void;
}

const EMPTY: OwnRuleInput = {
  id: "",
  name: "",
  when: [],
  code: "",
  provider: "",
  category: "policy",
  class: "code",
  on: true,
};

/** Writes one rule, with a box to try replies in. Mounted anew each time it opens. Nothing is in force by it. */
export function RuleDialog({ rule, rules, onSave, onClose }: Props) {
  const formId = useId();
  const [fields, setFields] = useState(rule ?? EMPTY);
  const [phrases, setPhrases] = useState((rule ?? EMPTY).when.join("\n"));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const change = (more: Partial<OwnRuleInput>) => setFields((known) => ({ ...known, ...more }));
  const written = useMemo(() => {
    const taken = rules.map(({ id }) => id);
    return { ...fields, id: rule?.id ?? ruleId(fields.name, taken), when: phrasesIn(phrases) };
  }, [fields, phrases, rule, rules]);
  const set = useMemo(
    () => (rule ? rules.map((known) => (known.id === rule.id ? written : known)) : [...rules, written]),
    [rule, rules, written],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = OwnRuleFields.safeParse(written);
    if (parsed.success) return onSave(parsed.data);
    setErrors(Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      question={rule ? `Change ${rule.name}` : "A new rule"}
      consequence="It is asked before the rules of Repute. It is in force only once you apply it."
      buttons={
        <>
          <Button onClick={onClose}>{rule ? "Keep it as it is" : "Not now"}</Button>
          <Button variant="primary" type="submit" form={formId}>
            {rule ? "Change the rule" : "Add the rule"}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        <Field label="Name" error={errors.name}>
          <Input
            value={fields.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            maxLength={80}
            autoFocus
          />
        </Field>
        <PhrasesField value={phrases} onChange={setPhrases} error={errors.when} />
        <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
          <Field label="Only with code" hint="Such as 550, 5.7.1 or 5.7.x." error={errors.code}>
            <Input
              value={fields.code}
              onChange={(event) => change({ code: event.currentTarget.value })}
              maxLength={12}
              spellCheck={false}
            />
          </Field>
          <Field label="Only at provider" hint="Of the recipient." error={errors.provider}>
            <Select
              value={fields.provider}
              onChange={(event) => change({ provider: event.currentTarget.value })}
            >
              <option value="">Any</option>
              {PROVIDERS.map((provider) => (
                <option key={provider}>{provider}</option>
              ))}
            </Select>
          </Field>
          <Field label="Class" hint="Hard starts a lease on the address.">
            <Select
              value={fields.class}
              onChange={(event) => change({ class: event.currentTarget.value as OwnRuleInput["class"] })}
            >
              {RULE_CLASSES.map((value) => (
                <option key={value} value={value}>
                  {CLASS_WORDS[value]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Reason">
            <Select
              value={fields.category}
              onChange={(event) =>
                change({ category: event.currentTarget.value as OwnRuleInput["category"] })
              }
            >
              {RULE_CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {CATEGORY_WORDS[category].title}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <TestBox rules={set} rule={written} />
      </form>
    </Dialog>
  );
}
