import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";

interface Props {
  question: string;
  consequence: string;
  secret: string;
  /** What it is, as the copy button says it. */
  what: string;
  onClose(): void;
  /** A line below it. */
  children?: ReactNode;
}

/** A secret that is shown once. Only the button closes it, so that it is not lost. */
export function SecretShown({ question, consequence, secret, what, onClose, children }: Props) {
  return (
    <Dialog
      open
      onOpenChange={() => {}}
      question={question}
      consequence={consequence}
      buttons={
        <Button variant="primary" onClick={onClose}>
          I have passed it on
        </Button>
      }
    >
      <p className="mt-4 flex items-center gap-1 rounded-2 border border-line-2 bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 wrap-anywhere">{secret}</code>
        <CopyButton text={secret} what={what} />
      </p>
      {children && <p className="mt-2 text-sm text-ink-3">{children}</p>}
    </Dialog>
  );
}
