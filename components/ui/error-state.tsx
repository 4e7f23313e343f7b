"use client";

import { Button } from "./button";
import { Note } from "./note";

interface ErrorStateProps {
  /** The block: "This chart", "The list". */
  what: string;
  /** One sentence for people. */
  reason?: string;
  /** By which the server's log finds it. */
  requestId?: string;
  onRetry(): void;
}

/** One block failed, not the page: what, why, try again, and the request to name when asking for help. */
export function ErrorState({ what, reason, requestId, onRetry }: ErrorStateProps) {
  return (
    <div>
      <Note state="alert" live>
        <b className="font-medium">{what} did not load.</b>{" "}
        {reason ?? "The server did not answer as expected."}
      </Note>
      <div className="mt-3 flex items-center gap-3">
        <Button onClick={onRetry}>Try again</Button>
        {requestId && <span className="font-mono text-xs text-ink-3">request {requestId}</span>}
      </div>
    </div>
  );
}
