import type { Detail } from "@/lib/core/events";

/** What the provider made of a failure: hard or not; its own flag, else its status. */
export interface ProviderVerdict {
  hard: boolean;
  /** As the provider wrote it: "IsHardBounce = true", "Failed". */
  said: string;
}

/** Null where the report has neither a flag nor a status. In SQL: `PROVIDER_DIFFERS` of the bounce reports. */
export function providerVerdict({ hardBounce, status }: Detail): ProviderVerdict | null {
  // Of ACS the flag is a field; the others say it by their status.
  const isField = !status || /^(bounced|failed|filteredspam|quarantined)$/i.test(status);
  if (hardBounce !== undefined)
    return { hard: hardBounce, said: isField ? `IsHardBounce = ${hardBounce}` : status };
  return status ? { hard: status.toLowerCase() === "bounced", said: status } : null;
}
