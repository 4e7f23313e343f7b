import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

interface CheckButtonProps {
  check: { data: unknown; isPending: boolean; error: Error | null; mutate(): void };
}

/** Starts the dry run of a file, again too, and says why it failed. */
export function CheckButton({ check }: CheckButtonProps) {
  return (
    <>
      <div className="flex items-center gap-3">
        <Button
          variant={check.data ? "plain" : "primary"}
          busy={check.isPending && "Checking"}
          onClick={() => check.mutate()}
        >
          {check.data ? "Check again" : "Check the file"}
        </Button>
        <span className="text-sm text-ink-2">Nothing is written by a check.</span>
      </div>
      {check.error && (
        <Note state="alert" live>
          {check.error.message}
        </Note>
      )}
    </>
  );
}
