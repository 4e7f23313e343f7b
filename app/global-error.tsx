"use client";

import { Failure } from "@/components/shell/failure";
import "./globals.css";

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset(): void;
}

/** The frame itself failed: this page brings its own. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Not loaded · Repute</title>
        <Failure digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
