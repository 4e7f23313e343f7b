"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { eraseRecipient } from "@/lib/client/mutations";

/** Asks, then takes the address out of everything. */
export function EraseButton({ address }: { address: string }) {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const erase = useMutation({
    mutationFn: () => eraseRecipient(address),
    onSuccess: () => {
      setAsking(false);
      toast({ text: "The person is erased. They get no more marketing mail." });
      router.replace("/lists/person");
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Erase this person…</Button>
      {asking && (
        <Dialog
          open
          onOpenChange={(open) => open || erase.isPending || setAsking(false)}
          question={`Erase ${address}?`}
          consequence="The address goes out of the log, the lists and the ledger, and cannot be brought back. What they decided stays in force under a keyed hash, and they get no more marketing mail."
          buttons={
            <>
              <Button onClick={() => setAsking(false)} disabled={erase.isPending}>
                Keep the person
              </Button>
              <Button variant="primary" busy={erase.isPending && "Erasing"} onClick={() => erase.mutate()}>
                Erase 1 person
              </Button>
            </>
          }
        >
          {erase.error && (
            <Note state="alert" live>
              {erase.error.message}
            </Note>
          )}
        </Dialog>
      )}
    </>
  );
}
