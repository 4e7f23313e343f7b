"use client";

import { Failure } from "@/components/shell/failure";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset(): void;
}

/** The page failed as a whole, such as when the database is away. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <Failure digest={error.digest} onRetry={reset} />;
}
