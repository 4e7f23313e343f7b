"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { changeChannel, createChannel } from "@/lib/client/alerts";
import type { AlertChannel } from "@/lib/core/alerts/channel";
import { counted } from "@/lib/core/format";
import type { AlertChannelRow } from "@/lib/server/reports/alerts";
import { channelInput } from "./rule-input";
import { useSave } from "./use-save";
import { CHANNEL_WORDS, DIGEST_WORDS } from "./words";

interface ChannelDialogProps {
  /** The channel that is changed; null makes a new one. */
  row: AlertChannelRow | null;
  /** How many rules there are that could tell it. */
  rules: number;
  onClose(): void;
}

const KINDS = (Object.keys(CHANNEL_WORDS) as AlertChannel["kind"][]).map((value) => ({
  value,
  label: CHANNEL_WORDS[value],
}));
const FIELDS = ["name", "to", "url", "quiet", "digest"];

/** Who is told, and when not. A new webhook's secret is shown once, and only the button closes it then. */
export function ChannelDialog({ row, rules, onClose }: ChannelDialogProps) {
  const formId = useId();
  const [kind, setKind] = useState<AlertChannel["kind"]>(row?.channel.kind ?? "email");
  const { save, errorOf, problem } = useSave({
    change: ({ channel, everyRule }: { channel: AlertChannel; everyRule: boolean }) =>
      row ? changeChannel({ id: row.id, channel }).then(() => null) : createChannel({ channel, everyRule }),
    done: ({ channel }) => `${channel.name} is ${row ? "changed" : "there"}.`,
    onDone: (made) => made?.secret || onClose(),
  });
  if (save.data?.secret) return <SecretShown secret={save.data.secret} onClose={onClose} />;
  // The fields of a dialog are named as the route's input; a new channel stands one level deeper.
  const error = (field: string) => errorOf(row ? field : `channel.${field}`);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({
      channel: channelInput(form, kind, row?.channel.on ?? true),
      everyRule: form.get("everyRule") === "on",
    });
  };
  const channel = row?.channel;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={row ? `Change ${row.channel.name}` : "A new channel"}
      consequence="Send a test afterwards: it goes at once, quiet hours or not."
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {row ? "Keep it as it is" : "Not now"}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={save.isPending && "Saving"}>
            {row ? "Save the channel" : "Make the channel"}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {problem && !FIELDS.some((field) => error(field) ?? errorOf(field)) && (
          <Note state="alert" live>
            {problem.message}
          </Note>
        )}
        {!row && (
          <Segmented<AlertChannel["kind"]>
            className="justify-self-start"
            label="By what"
            options={KINDS}
            value={kind}
            onChange={setKind}
          />
        )}
        <Field label="Name" error={error("name")}>
          <Input name="name" defaultValue={channel?.name} maxLength={80} autoComplete="off" autoFocus />
        </Field>
        {kind === "email" ? (
          <Field label="Addresses" hint="Separate several by commas." error={error("to") ?? errorOf("to")}>
            <Input
              name="to"
              defaultValue={channel?.kind === "email" ? channel.to.join(", ") : ""}
              spellCheck={false}
            />
          </Field>
        ) : (
          <Field
            label={kind === "slack" ? "Incoming webhook of Slack" : "Address"}
            hint={
              row ? "The part behind … is kept to itself; leave it, or write another address." : undefined
            }
            error={error("url") ?? errorOf("url")}
          >
            <Input
              name="url"
              defaultValue={channel && channel.kind !== "email" ? channel.url : ""}
              placeholder="https://"
              spellCheck={false}
              autoComplete="off"
            />
          </Field>
        )}
        <div className="grid grid-cols-3 gap-3 max-wide:grid-cols-1">
          <Field label="Quiet from" hint="Nothing: never quiet." error={error("quiet")}>
            <Input name="from" type="time" defaultValue={channel?.quiet?.from ?? ""} />
          </Field>
          <Field label="Quiet until">
            <Input name="until" type="time" defaultValue={channel?.quiet?.to ?? ""} />
          </Field>
          <Field label="Digest" error={error("digest")}>
            <Select name="digest" defaultValue={channel?.digest ?? "none"}>
              {Object.entries(DIGEST_WORDS).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {!row && rules > 0 && (
          <label className="flex min-h-7 items-baseline gap-2">
            <input type="checkbox" name="everyRule" defaultChecked />
            <span>Let all {counted(rules, "rule")} tell it</span>
          </label>
        )}
      </form>
    </Dialog>
  );
}

function SecretShown({ secret, onClose }: { secret: string; onClose(): void }) {
  return (
    <Dialog
      open
      onOpenChange={() => {}}
      question="The secret that signs what is posted"
      consequence="Give it to the receiver now: it is shown once. The signature is that of Standard Webhooks."
      buttons={
        <Button variant="primary" onClick={onClose}>
          I have passed it on
        </Button>
      }
    >
      <p className="mt-4 flex items-center gap-1 rounded-2 border border-line-2 bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 wrap-anywhere">{secret}</code>
        <CopyButton text={secret} what="secret" />
      </p>
    </Dialog>
  );
}
