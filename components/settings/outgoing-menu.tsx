"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import {
  outgoingQuery,
  removeEndpoint,
  renewSecret,
  switchEndpoint,
  testEndpoint,
} from "@/lib/client/outgoing";
import type { EndpointRow } from "@/lib/server/reports/outgoing";
import { SecretShown } from "./secret-shown";

/** What can be done with one endpoint. */
export function EndpointMenu({ of: { id, name, offAt } }: { of: EndpointRow }) {
  const [removing, setRemoving] = useState(false);
  const test = useVerb(
    () => testEndpoint(id),
    ({ error }) => (error ? `${name}: ${error}` : `${name} took the test.`),
  );
  const turn = useVerb(
    () => switchEndpoint(id, offAt !== null),
    () => (offAt === null ? `${name} is told nothing more.` : `${name} is told again.`),
  );
  const renew = useVerb(() => renewSecret(id));
  return (
    <>
      <Menu
        trigger={
          <Button variant="bare" icon="more" iconOnly>
            More about {name}
          </Button>
        }
      >
        <MenuItem onSelect={test.mutate}>Send a test</MenuItem>
        <MenuItem onSelect={renew.mutate}>Make a new secret</MenuItem>
        <MenuItem onSelect={turn.mutate}>{offAt === null ? "Switch off" : "Switch on"}</MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => setRemoving(true)}>
          Remove…
        </MenuItem>
      </Menu>
      {renew.data && (
        <SecretShown
          question={`The new secret of ${name}`}
          consequence="The old one is good for another day: both sign until then."
          secret={renew.data.secret}
          what="secret"
          onClose={renew.reset}
        />
      )}
      {removing && <RemoveDialog of={{ id, name }} onClose={() => setRemoving(false)} />}
    </>
  );
}

/** A verb that says what came of it, and leaves the list fresh. */
function useVerb<T>(run: () => Promise<T>, said?: (answer: T) => string) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation<T, Error, void>({
    mutationFn: run,
    onSuccess: (answer) => said && toast({ text: said(answer) }),
    onError: (error) => toast({ text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: outgoingQuery().queryKey }),
  });
}

function RemoveDialog({ of: { id, name }, onClose }: { of: { id: number; name: string }; onClose(): void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: () => removeEndpoint(id),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: outgoingQuery().queryKey });
      toast({ text: `${name} is removed.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || remove.isPending || onClose()}
      question={`Remove ${name}?`}
      consequence="It is told nothing more, and what waits for it is not sent."
      error={remove.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={remove.isPending}>
            Keep it
          </Button>
          <Button variant="danger" onClick={() => remove.mutate()} busy={remove.isPending && "Removing"}>
            Remove 1 endpoint
          </Button>
        </>
      }
    />
  );
}
