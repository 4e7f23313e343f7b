"use client";

import { Button } from "@/components/ui/button";
import { Postmark } from "@/components/ui/postmark";

interface FailureProps {
  /** By which the server's log finds the error. */
  digest: string | undefined;
  onRetry(): void;
}

/** A page that could not be built: what is so, what is not lost, what to do. */
export function Failure({ digest, onRetry }: FailureProps) {
  return (
    <div className="plain">
      <main>
        <Postmark />
        <h1 className="mt-8">This page did not load.</h1>
        <p className="mt-2 text-ink-2">
          The server could not answer; most often its database is away. Reports that arrive meanwhile are sent
          again by your provider: nothing is lost.
        </p>
        <div className="mt-6 flex items-center gap-4">
          <Button onClick={onRetry}>Try again</Button>
          {digest && <span className="font-mono text-xs text-ink-3">request {digest}</span>}
        </div>
      </main>
    </div>
  );
}
