"use client";

import { Failure } from "@/components/shell/failure";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset(): void;
}

/** The page failed; the frame around it stands. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <Failure digest={error.digest} onRetry={reset} framed />;
}
