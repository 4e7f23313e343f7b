"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { revokeKey } from "@/lib/client/mutations";
import { keysQuery } from "@/lib/client/settings";
import type { ApiKeyRow } from "@/lib/server/api-keys";

/** Asks before a program is locked out. */
export function RevokeDialog({ of: key, onClose }: { of: ApiKeyRow; onClose(): void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const revoke = useMutation({
    mutationFn: () => revokeKey(key.id),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: keysQuery().queryKey });
      toast({ text: `${key.name} is revoked: its next request is refused.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || revoke.isPending || onClose()}
      question={`Revoke ${key.name}?`}
      consequence="Whatever program has this key is refused from now on. It cannot be taken back: make a new key instead."
      error={revoke.error}
      buttons={
        <>
          <Button onClick={onClose} disabled={revoke.isPending}>
            Keep the key
          </Button>
          <Button variant="danger" onClick={() => revoke.mutate()} busy={revoke.isPending && "Revoking"}>
            Revoke 1 key
          </Button>
        </>
      }
    />
  );
}
