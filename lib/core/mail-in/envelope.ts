import { unwrapReturnPath, verpRecipient } from "@/lib/core/bounce/mail/keys";
import type { MailReading } from "@/lib/core/bounce/mail/reading";
import { tokenIn } from "./return-path";

/** A reading with what the address tells that the mail was really sent to, token or recipient: its header may name another one. */
export function withEnvelope(reading: MailReading, recipients: readonly string[]): MailReading {
  const paths = recipients.map(unwrapReturnPath);
  const deliveryToken = paths.map(tokenIn).find(Boolean);
  const verp = paths.map(verpRecipient).find(Boolean);
  const keys = { ...reading.keys, ...(deliveryToken && { deliveryToken }), ...(verp && { verp }) };
  return { ...reading, keys };
}
