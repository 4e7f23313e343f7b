"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { connectPostmaster, disconnectPostmaster } from "@/lib/client/gmail";
import { moment } from "@/lib/core/format";
import type { PostmasterState } from "@/lib/server/gmail/postmaster-feed";
import { SettingForm } from "./setting-form";
import { useSetting } from "./use-setting";

interface Props {
  /** Null: not connected. */
  state: PostmasterState | null;
  tz: string;
}

/** Whether Gmail is asked for its spam rates. */
export function PostmasterCard({ state, tz }: Props) {
  return (
    <Card title="Gmail’s Postmaster Tools" subtitle="the spam rate that readers report" id="gmail-postmaster">
      {state ? <Connected state={state} tz={tz} /> : <Connect />}
    </Card>
  );
}

function Connect() {
  const setting = useSetting(connectPostmaster, "Gmail is connected.");
  return (
    <>
      <p className="text-ink-2">
        Twice a day this server can ask Google for the spam rate of your domains. It needs the key of a
        service account of Google Cloud for which the Gmail Postmaster Tools API is enabled, and in Postmaster
        Tools each domain must be shared with the address of that account. Only two hosts of Google are
        called.
      </p>
      <SettingForm
        setting={setting}
        button={{ text: "Connect", busy: "Connecting" }}
        onSubmit={(form) => setting.save.mutate({ key: String(form.get("key") ?? "") })}
      >
        <Field
          label="Key file of the service account"
          hint="The JSON as Google gave it. It is kept sealed, and not shown again."
          error={setting.errorOf("key")}
        >
          <Textarea name="key" className="min-h-24 font-mono text-[12.5px]/[19px]" spellCheck={false} />
        </Field>
      </SettingForm>
    </>
  );
}

function Connected({
  state: { email, domains, askedAt, error },
  tz,
}: {
  state: PostmasterState;
  tz: string;
}) {
  const { save, fault } = useSetting(disconnectPostmaster, "Gmail is no longer asked.");
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="wrap-anywhere">{email}</span>
        <StateLabel state={error ? "alert" : askedAt === null ? "none" : "ok"}>
          {error ? "Failed" : askedAt === null ? "Not asked yet" : `Asked ${moment(askedAt, tz, askedAt)}`}
        </StateLabel>
      </div>
      {error && <p className="mt-2 text-sm wrap-anywhere text-ink-2">Last said: {error}</p>}
      {askedAt !== null && (
        <p className="mt-2 text-sm wrap-anywhere text-ink-2">
          {domains.length === 0
            ? "Gmail shows this account no domain. Share your domains with its address in Postmaster Tools."
            : `Gmail shows it ${domains.join(", ")}.`}
        </p>
      )}
      {fault && (
        <Note state="alert" live className="mt-3.5">
          {fault}
        </Note>
      )}
      <Button
        className="mt-3.5"
        busy={save.isPending && "Disconnecting"}
        onClick={() => save.mutate(undefined)}
      >
        Disconnect
      </Button>
    </>
  );
}
