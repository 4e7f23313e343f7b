"use client";

import { Button } from "@/components/ui/button";
import { Interruption } from "./interruption";

interface FailureProps {
  /** By which the server's log finds the error. */
  digest: string | undefined;
  framed?: boolean;
  onRetry(): void;
}

/** A page that could not be built: what is so, what is not lost, what to do. */
export function Failure({ digest, framed, onRetry }: FailureProps) {
  const actions = (
    <>
      <Button onClick={onRetry}>Try again</Button>
      {digest && <span className="font-mono text-xs text-ink-3">request {digest}</span>}
    </>
  );
  return (
    <Interruption heading="This page did not load." actions={actions} framed={framed}>
      The server could not answer; most often its database is away. Reports that arrive meanwhile are sent
      again by your provider: nothing is lost.
    </Interruption>
  );
}
