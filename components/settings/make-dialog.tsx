import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Problem } from "@/lib/client/request";

interface Props {
  create: Pick<UseMutationResult, "isPending" | "error">;
  question: string;
  consequence: string;
  /** What the buttons say: the one that makes nothing, the one that does, and that while it works. */
  words: { none: string; make: string; busy: string };
  onSubmit(form: FormData): void;
  onClose(): void;
  /** The fields; each is told what is wrong with it, by its name or how that begins. */
  children(errorOf: (field: string) => string | undefined): ReactNode;
}

/** Asks what one new thing is to be like. */
export function MakeDialog({ create, question, consequence, words, onSubmit, onClose, children }: Props) {
  const formId = useId();
  const field = create.error instanceof Problem ? create.error.field : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || create.isPending || onClose()}
      question={question}
      consequence={consequence}
      buttons={
        <>
          <Button onClick={onClose} disabled={create.isPending}>
            {words.none}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={create.isPending && words.busy}>
            {words.make}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="mt-4 grid gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
        noValidate
      >
        {create.error && !field && (
          <Note state="alert" live>
            {create.error.message}
          </Note>
        )}
        {children((name) => (field?.startsWith(name) ? create.error?.message : undefined))}
      </form>
    </Dialog>
  );
}
