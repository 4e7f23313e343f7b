import type { MailEvent } from "./events";

/**
 * What a provider's event says against any more mail to its recipient; null where it says nothing. Complaints and
 * unsubscribes that came by mail are verified and kept by who takes the mail in.
 */
export function holdOf({
  kind,
  source,
  route,
  recipient,
  narrow,
}: MailEvent): "complaint" | "unsubscribe" | null {
  // ACS reports neither.
  if (recipient === "" || source === "acs" || route === "mail") return null;
  if (kind === "complained") return "complaint";
  return kind === "unsubscribed" && !narrow ? "unsubscribe" : null;
}
