"use client";

import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { Switch } from "@/components/ui/switch";
import { switchProviderLookUp } from "@/lib/client/mutations";
import { count, counted } from "@/lib/core/format";
import type { ProviderLookUpState } from "@/lib/server/provider-hosts";
import { useSetting } from "./use-setting";

const LABEL = "Look up mailbox providers in the DNS";

/** Whether recipients' domains are counted at the provider whose mail servers they name. */
export function ProviderLookUpCard({ lookUp }: { lookUp: ProviderLookUpState }) {
  const { active, asked, open, known, waiting } = lookUp;
  const { save, fault } = useSetting(
    switchProviderLookUp,
    active ? "The DNS is no longer asked." : "The DNS is asked from now on.",
  );
  return (
    <Card
      title="Mailbox providers"
      subtitle="of companies' own domains, by their mail servers"
      id="provider-look-up"
      aside={
        <Switch
          on={active}
          label={LABEL}
          disabled={save.isPending}
          onClick={() => save.mutate({ active: !active })}
        />
      }
    >
      <p className="text-ink-2">
        Public mailbox domains are known by name. Others can be sorted to Google Workspace, Microsoft 365,
        Proofpoint, Mimecast and others by their MX records. For that, this server asks the DNS about the
        domains of your recipients, at most 200 a minute, each once in 30 days: whoever runs your DNS servers
        can see which domains you write to. Off, domains are counted by name alone.
      </p>
      {active && (
        <p className="mt-2 text-sm text-ink-2" role="status">
          {counted(asked, "domain")} asked about, {count(open)} still to be; the servers of {count(known)}{" "}
          belong to a provider that is told apart.
          {waiting > 0 && ` ${counted(waiting, "domain")} will be counted there within six hours.`}
        </p>
      )}
      {fault && (
        <Note state="alert" live className="mt-3.5">
          {fault}
        </Note>
      )}
    </Card>
  );
}
