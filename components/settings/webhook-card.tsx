"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { WebhookAddress } from "@/components/imports/connect-acs";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { renewWebhookSecret } from "@/lib/client/mutations";

/** The address that ACS reports to, and a new secret for it when the old one got about. */
export function WebhookCard({ url }: { url: string }) {
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const renew = useMutation({
    mutationFn: renewWebhookSecret,
    onSuccess: () => {
      setAsking(false);
      router.refresh();
      toast({ text: "The address has a new secret. Give it to Azure." });
    },
  });
  return (
    <Card title="ACS webhook" id="webhook">
      <p className="text-ink-2">Whoever has this address may report deliveries. Keep it as a password.</p>
      <WebhookAddress url={url} />
      <div className="mt-3.5 flex flex-wrap gap-2">
        <ButtonLink href="/imports?connect=acs">Show the steps</ButtonLink>
        <Button onClick={() => setAsking(true)}>New secret…</Button>
      </div>
      <Dialog
        open={asking}
        onOpenChange={(open) => renew.isPending || setAsking(open)}
        question="Make a new secret for the webhook?"
        consequence="The address above stays good until the next change, so that nothing is lost while you give Azure the new one. The one before it ends now."
        buttons={
          <>
            <Button onClick={() => setAsking(false)} disabled={renew.isPending}>
              Keep the secret
            </Button>
            <Button variant="primary" onClick={() => renew.mutate()} busy={renew.isPending && "Making it"}>
              Make a new secret
            </Button>
          </>
        }
      >
        {renew.error && (
          <Note state="alert" live className="mt-3.5">
            {renew.error.message}
          </Note>
        )}
      </Dialog>
    </Card>
  );
}
