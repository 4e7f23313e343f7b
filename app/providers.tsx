"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";

const MINUTE = 60_000;

/** What the server refuses (4xx) it refuses again. */
const onceUnlessRefused = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof Problem && error.status >= 400 && error.status < 500);

/** What every page has: the cache of reports, and the place where messages appear. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: MINUTE, retry: onceUnlessRefused } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>{children}</ToastProvider>
    </QueryClientProvider>
  );
}
