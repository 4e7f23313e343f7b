"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { saveRule } from "@/lib/client/alerts";
import type { AlertRule } from "@/lib/core/alerts/rule";
import type { AlertChannelRow, AlertRuleRow } from "@/lib/server/reports/alerts";
import {
  ChannelBoxes,
  CooldownField,
  GmailFields,
  PatternFields,
  RateFields,
  SilenceFields,
  WhoseFields,
} from "./rule-fields";
import { ruleInput } from "./rule-input";
import { useSave } from "./use-save";

interface RuleDialogProps {
  /** The rule that is changed; null makes a new one. */
  row: AlertRuleRow | null;
  channels: AlertChannelRow[];
  onClose(): void;
}

const KINDS = [
  { value: "rate", label: "A rate" },
  { value: "pattern", label: "Its pattern" },
  { value: "gmail", label: "Gmail’s rate" },
  { value: "silence", label: "Silence" },
] as const satisfies { value: AlertRule["kind"]; label: string }[];

/** What is watched, from where on it is told, and whom. Mounted anew each time it opens. */
export function RuleDialog({ row, channels, onClose }: RuleDialogProps) {
  const formId = useId();
  const [kind, setKind] = useState<AlertRule["kind"]>(row?.rule.kind ?? "rate");
  const { save, errorOf, problem } = useSave({
    change: saveRule,
    done: ({ rule }) => (row ? `${rule.name} is changed.` : `${rule.name} watches now.`),
    onDone: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const rule = ruleInput(new FormData(event.currentTarget), kind, row?.rule.on ?? true);
    save.mutate({ id: row?.id ?? null, rule });
  };
  const before = row?.rule.kind === kind ? row.rule : null;
  const FIELDS_OF = [
    "name",
    "sender",
    "slice",
    "metric",
    "opens",
    "closes",
    "minimum",
    "deviations",
    "minutes",
    "cooldown",
  ];
  const told = FIELDS_OF.some((field) => errorOf(field));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={row ? `Change ${row.rule.name}` : "A new rule"}
      consequence="It is judged at once, then every minute."
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {row ? "Keep it as it is" : "Not now"}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={save.isPending && "Saving"}>
            {row ? "Save the rule" : "Make the rule"}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {problem && !told && (
          <Note state="alert" live>
            {problem.message}
          </Note>
        )}
        {!row && (
          <Segmented<AlertRule["kind"]>
            className="justify-self-start"
            label="What it looks for"
            options={KINDS}
            value={kind}
            onChange={setKind}
          />
        )}
        <Field label="Name" error={errorOf("name")}>
          <Input name="name" defaultValue={row?.rule.name} maxLength={80} autoComplete="off" autoFocus />
        </Field>
        {kind === "rate" && <RateFields rule={before?.kind === "rate" ? before : null} errorOf={errorOf} />}
        {kind === "pattern" && (
          <PatternFields rule={before?.kind === "pattern" ? before : null} errorOf={errorOf} />
        )}
        {kind === "silence" && (
          <SilenceFields rule={before?.kind === "silence" ? before : null} errorOf={errorOf} />
        )}
        {kind === "gmail" && (
          <GmailFields rule={before?.kind === "gmail" ? before : null} errorOf={errorOf} />
        )}
        {(kind === "rate" || kind === "pattern") && <WhoseFields rule={before} errorOf={errorOf} />}
        <CooldownField rule={row?.rule ?? null} errorOf={errorOf} />
        <ChannelBoxes rule={row?.rule ?? null} channels={channels} />
      </form>
    </Dialog>
  );
}
