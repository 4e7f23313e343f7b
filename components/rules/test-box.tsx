"use client";

import { useMemo, useState } from "react";
import { Quoted } from "@/components/events/quoted";
import { Field, Input, Textarea } from "@/components/ui/field";
import { OutcomeLabel } from "@/components/ui/outcome";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import { classify, type Reading } from "@/lib/core/bounce/classify";
import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import { compileOwnRules } from "@/lib/core/bounce/own-rules";

interface Props {
  /** The whole set as it would be, in order, this rule included. */
  rules: OwnRuleInput[];
  /** The one that is being written. */
  rule: OwnRuleInput;
}

/** Paste a reply: which rule wins, by which words, and how it is read without the own rules. Nothing leaves the browser. */
export function TestBox({ rules, rule }: Props) {
  const [text, setText] = useState("");
  const [recipient, setRecipient] = useState("");
  const compiled = useMemo(
    () => compileOwnRules(rules.map((one) => ({ ...one, author: "", at: 0 }))),
    [rules],
  );
  const evidence = { text, status: "Bounced" };
  const { reading, own } = compiled.read(evidence, recipient);
  return (
    <section className="grid gap-3" aria-label="Test box">
      <Field label="Try a reply" hint="Paste what a receiver said. It stays in this window.">
        <Textarea
          rows={2}
          className="font-mono"
          spellCheck={false}
          maxLength={4_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      {rule.provider !== "" && (
        <Field label="To" hint={`An address at ${rule.provider}, since the rule asks for it.`}>
          <Input
            value={recipient}
            onChange={(event) => setRecipient(event.currentTarget.value)}
            maxLength={254}
          />
        </Field>
      )}
      {text.trim() !== "" && (
        <div role="status" className="grid gap-2">
          <Quoted text={text} span={reading.span ?? null} />
          <p>{verdictOf(own?.id, own?.name, rule)}</p>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
            <Line name="With these rules" reading={reading} />
            <Line name="Without them" reading={classify(evidence)} />
          </dl>
        </div>
      )}
    </section>
  );
}

function verdictOf(id: string | undefined, name: string | undefined, rule: OwnRuleInput): string {
  if (id === rule.id) return "This rule wins.";
  if (name !== undefined) return `“${name}” wins: it is asked before this one.`;
  return rule.on ? "This rule does not fit the reply." : "This rule is switched off.";
}

function Line({ name, reading }: { name: string; reading: Reading }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>
        <OutcomeLabel outcome={reading.class} /> {CATEGORY_WORDS[reading.category].title},{" "}
        <span className="font-mono">{reading.rule}</span>
      </dd>
    </>
  );
}
